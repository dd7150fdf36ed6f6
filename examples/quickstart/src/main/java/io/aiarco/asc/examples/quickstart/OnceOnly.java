package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ServedFrom;

/** A call repeated under its idempotency key gets the first one's reply; nothing is sent again. */
final class OnceOnly implements Step {
  @Override
  public String title() {
    return "One idempotency key, answered twice, sent once";
  }

  @Override
  public void play(Stage stage, Screen screen, Checks checks) {
    ChatRequest refund =
        ChatRequest.builder()
            .model("support")
            .user("Confirm the refund of order 7781.")
            .maxOutputTokens(200)
            .context(c -> c.idempotencyKey("refund-7781"))
            .build();
    int before = stage.arrivals();

    ChatResponse first = stage.acme().chat(refund);
    ChatResponse second = stage.acme().chat(refund);

    screen.line("first", Facts.of(first));
    screen.line("second", "served from " + second.servedFrom() + " | audit " + second.auditId());
    checks.equal("the second is the first again", ServedFrom.DUPLICATE, second.servedFrom());
    checks.equal("both read the same", first.text(), second.text());
    if (stage.isSimulated()) {
      checks.equal("one request arrived at the providers", 1, stage.arrivals() - before);
    }
  }
}
