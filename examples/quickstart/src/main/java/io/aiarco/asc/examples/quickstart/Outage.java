package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.error.AscException;

/** A provider goes away: the next one in the allowed region answers, one elsewhere never does. */
final class Outage implements Step {
  private static final ChatRequest QUESTION =
      ChatRequest.builder()
          .model("support")
          .user("When will my order ship?")
          .maxOutputTokens(200)
          .build();

  @Override
  public String title() {
    return "A provider outage, inside the allowed region";
  }

  @Override
  public void play(Stage stage, Screen screen, Checks checks) {
    int abroad = stage.providers().virginia().arrivals().size();

    stage.providers().frankfurt().down();
    screen.line("down", "frankfurt (eu)");
    ChatResponse reply = stage.acme().chat(QUESTION);
    screen.line("reply", reply.text());
    reply.route().attempts().forEach(attempt -> screen.line("", attempt.toString()));
    checks.equal("paris (eu) took over", "paris", reply.route().endpoint().provider().value());
    checks.equal("after one failed attempt", 2, reply.route().attempts().size());

    stage.providers().paris().down();
    screen.line("down", "frankfurt and paris; virginia (us) serves the model too");
    checks
        .refused(
            "no reply rather than one from abroad",
            AscException.class,
            () -> stage.acme().chat(QUESTION))
        .ifPresent(refusal -> screen.line("refused", refusal.getMessage()));
    checks.equal(
        "nothing arrived in virginia", 0, stage.providers().virginia().arrivals().size() - abroad);

    stage.providers().frankfurt().up();
    stage.providers().paris().up();
  }
}
