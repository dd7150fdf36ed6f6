package io.aiarco.asc.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.provider.ProviderException;
import io.aiarco.asc.simulator.Fault;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A request too long for one model goes on to a longer one where the file says so, else nowhere.
 */
class LongerContextTest {
  private static final Fault TOO_LONG =
      Fault.error(400, "invalid_request_error", "context_length_exceeded");

  private final ApiKey key = ApiKey.mint("test", new SecureRandom());
  private final Simulator simulator = Simulator.open();
  @TempDir private Path folder;

  @AfterEach
  void tearDown() {
    simulator.close();
  }

  @Test
  void whatIsTooLongGoesOnToALongerWindowAndToNoneAsShort() throws IOException {
    simulator.reply(Reply.text("").fault(TOO_LONG));
    simulator.reply(Reply.text("Read."));

    ChatResponse reply = ask("route: {longer-context: true}");

    assertEquals("Read.", reply.text());
    assertEquals(List.of("gpt-4o-mini", "gpt-4.1"), modelsAsked());
    assertEquals(
        FailureClass.CONTEXT_LENGTH, reply.route().attempts().get(0).failure().orElseThrow());
  }

  @Test
  void afterALongerOneFailedNoneAsShortAsTheFirstIsAsked() throws IOException {
    simulator.reply(Reply.text("").fault(TOO_LONG));
    simulator.reply(Reply.text("").fault(Fault.status(503)));

    assertThrows(ProviderException.class, () -> ask("route: {longer-context: true}"));

    assertEquals(List.of("gpt-4o-mini", "gpt-4.1"), modelsAsked());
  }

  @Test
  void withoutTheSwitchItEndsThere() {
    simulator.reply(Reply.text("").fault(TOO_LONG));

    ProviderException refused = assertThrows(ProviderException.class, () -> ask(""));

    assertEquals(FailureClass.CONTEXT_LENGTH, refused.failure());
    assertEquals(List.of("gpt-4o-mini"), modelsAsked());
  }

  private List<String> modelsAsked() {
    return simulator.arrivals().stream()
        .map(arrival -> arrival.body().text().replaceFirst("(?s).*\"model\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  /** Of targets with 128,000, 128,000, 1,047,576 and 128,000 tokens of input. */
  private ChatResponse ask(String route) throws IOException {
    Path file = folder.resolve("asc.yaml");
    Files.writeString(
        file,
        """
        providers:
          gpt: {kind: openai, url: "%s", region: eu-west, zone: loopback}
          too: {kind: openai, url: "%s", region: eu-west, zone: loopback}
        models:
          support: [gpt/gpt-4o-mini, gpt/gpt-4o, gpt/gpt-4.1, too/gpt-4o]
        tenants:
          acme: {models: ["*"], regions: [eu-west], budget: unlimited}
        identity:
          keys:
            - {id: %s, sha256: %s, tenant: acme, principal: "svc:a"}
        %s
        """
            .formatted(simulator.baseUrl(), simulator.baseUrl(), key.id(), key.sha256(), route));
    try (AscGateway asc = AscGateway.open(file)) {
      return asc.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())))
          .chat(ChatRequest.builder().model("support").user("A long book.").build());
    }
  }
}
