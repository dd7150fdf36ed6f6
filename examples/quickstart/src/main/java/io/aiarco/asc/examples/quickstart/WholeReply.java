package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import java.time.Duration;

/** One question, one answer, and what is known about it afterwards. */
final class WholeReply implements Step {
  @Override
  public String title() {
    return "A whole reply";
  }

  @Override
  public void play(Stage stage, Screen screen, Checks checks) {
    String question = "Where is my parcel?";
    screen.line("you", question);

    ChatResponse reply =
        stage
            .acme()
            .chat(
                ChatRequest.builder()
                    .model("support")
                    .system("Answer briefly.")
                    .user(question)
                    .maxOutputTokens(200)
                    .context(c -> c.tag("feature", "tracking").deadline(Duration.ofSeconds(20)))
                    .build());

    screen.line("reply", reply.text());
    screen.line("facts", Facts.of(reply));
    checks.that("it has text", !reply.text().isBlank(), "some text", "none");
    checks.that(
        "it was metered and priced",
        reply.usage().totalTokens() > 0 && reply.cost().isPresent(),
        "tokens and a cost",
        reply.usage() + ", " + reply.cost());
  }
}
