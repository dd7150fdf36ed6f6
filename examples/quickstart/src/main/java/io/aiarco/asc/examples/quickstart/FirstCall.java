package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import java.nio.file.Path;
import java.time.Duration;

/** One governed call, with the asc.yaml of this folder and the key in {@code ASC_API_KEY}. */
public final class FirstCall {
  private FirstCall() {}

  public static void main(String[] args) {

    // region first-call
    try (AscGateway asc = AscGateway.open(Path.of("asc.yaml"))) {
      ChatClient chat = asc.client(CallerCredential.apiKey(System.getenv("ASC_API_KEY")));

      ChatResponse reply =
          chat.chat(
              ChatRequest.builder()
                  .model("support")
                  .system("Answer briefly.")
                  .user("Where is my parcel?")
                  .maxOutputTokens(400)
                  .context(c -> c.idempotencyKey("parcel-7781").deadline(Duration.ofSeconds(20)))
                  .build());

      System.out.println(reply.text());
      System.out.println(reply.route().endpoint() + ", " + reply.usage() + ", " + reply.auditId());
    }
    // endregion
  }
}
