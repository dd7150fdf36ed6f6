package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.StreamEvent;

/** The same path, read as it comes; this model is served over the Anthropic wire. */
final class TokenByToken implements Step {
  @Override
  public String title() {
    return "A stream, token by token";
  }

  @Override
  public void play(Stage stage, Screen screen, Checks checks) {
    ChatRequest request =
        ChatRequest.builder()
            .model("writer")
            .user("Write to the customer: the refund is approved.")
            .maxOutputTokens(200)
            .build();

    StringBuilder told = new StringBuilder();
    int pieces = 0;
    screen.begin("reply");
    try (ChatStream stream = stage.acme().stream(request)) {
      for (StreamEvent event : stream) {
        if (event instanceof StreamEvent.TextDelta delta) {
          screen.piece(delta.text());
          told.append(delta.text());
          pieces++;
        }
      }
      screen.end();

      ChatResponse reply = stream.response();
      screen.line("facts", Facts.of(reply));
      checks.that("it came in " + pieces + " pieces", pieces > 1, "more than 1", "" + pieces);
      checks.equal("the pieces make the whole reply", reply.text(), told.toString());
      checks.that("it was metered and priced", reply.cost().isPresent(), "a cost", "none");
    }
  }
}
