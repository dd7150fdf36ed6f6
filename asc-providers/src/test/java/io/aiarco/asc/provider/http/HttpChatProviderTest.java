package io.aiarco.asc.provider.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.Operation;
import io.aiarco.asc.egress.TrustZone;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.provider.ProviderStream;
import io.aiarco.asc.simulator.Arrival;
import io.aiarco.asc.simulator.Dialect;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("okhttp4")
class HttpChatProviderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final OkHttpEgress egress = OkHttpEgress.open(EgressConfig.STANDARD, Clock.systemUTC());

  @AfterEach
  void close() {
    egress.close();
  }

  private HttpChatProvider provider(ProviderKind kind, URI baseUrl) {
    return provider(kind, baseUrl, TrustZone.LOOPBACK);
  }

  private HttpChatProvider provider(ProviderKind kind, URI baseUrl, TrustZone zone) {
    ProviderConfig config = new ProviderConfig(ProviderCalls.PROVIDER, kind, baseUrl, zone);
    return new HttpChatProvider(config, egress, Clock.systemUTC());
  }

  @Test
  void keyGoesWhereEachKindWantsIt() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      read(provider(ProviderKind.OPENAI, simulator.baseUrl()), ProviderCalls.whole());
      read(provider(ProviderKind.ANTHROPIC, simulator.baseUrl()), ProviderCalls.streamed());

      Arrival openAi = simulator.awaitArrivals(2, PATIENCE).get(0);
      Arrival anthropic = simulator.arrivals().get(1);
      assertEquals("Bearer " + ProviderCalls.KEY, openAi.header("Authorization"));
      assertEquals("", openAi.header("x-api-key"));
      assertEquals(ProviderCalls.KEY, anthropic.header("x-api-key"));
      assertEquals("", anthropic.header("Authorization"));
      assertEquals("2023-06-01", anthropic.header("anthropic-version"));
      assertEquals("text/event-stream", anthropic.header("Accept"));
    }
  }

  @Test
  void wholeReplyIsReadThoughAStreamWasAsked() throws Exception {
    String whole =
        """
        {"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,
        "message":{"role":"assistant","content":"whole"},"finish_reason":"stop"}]}\
        """;
    try (Simulator simulator = Simulator.open()) {
      simulator.reply(Reply.golden("application/json", whole.getBytes(StandardCharsets.UTF_8)));

      assertEquals(
          1,
          read(provider(ProviderKind.OPENAI, simulator.baseUrl()), ProviderCalls.streamed())
              .content()
              .size());
    }
  }

  @Test
  void connectionServesTheNextCallAfterAStream() throws Exception {
    String events =
        """
        data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":"hi"}}]}

        data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]

        """;
    String response =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(events.length())
            + "\r\n"
            + events
            + "\r\n0\r\n\r\n";
    try (LoopbackServer server = LoopbackServer.answering(response)) {
      HttpChatProvider provider = provider(ProviderKind.OPENAI, server.url());
      for (int call = 0; call < 4; call++) {
        read(provider, ProviderCalls.streamed());
      }

      assertEquals(4, server.requests().size());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void redirectIsAFailureAndTheKeyStays() throws IOException {
    try (LoopbackServer thief = LoopbackServer.answering(LoopbackServer.ok("stolen"));
        LoopbackServer server =
            LoopbackServer.answering(
                "HTTP/1.1 308 Permanent Redirect\r\nLocation: "
                    + thief.url()
                    + "\r\nContent-Length: 0\r\n\r\n")) {
      ProviderFailure failure = failure(provider(ProviderKind.ANTHROPIC, server.url()));

      assertEquals(FailureClass.MALFORMED, failure.failure());
      assertEquals(
          "answer: HTTP 308 (expected: a reply; redirects are never followed)",
          failure.getMessage());
      assertEquals(0, thief.connections());
    }
  }

  @Test
  void compressedReplyNobodyAskedForIsMalformed() throws IOException {
    try (LoopbackServer server =
        LoopbackServer.answering(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}")) {
      assertEquals(
          FailureClass.MALFORMED, failure(provider(ProviderKind.OPENAI, server.url())).failure());
    }
  }

  @Test
  void answerThatIsNoHttpIsMalformed() throws IOException {
    try (LoopbackServer server = LoopbackServer.answering("220 mail.example.com ESMTP\r\n\r\n")) {
      assertEquals(
          FailureClass.MALFORMED, failure(provider(ProviderKind.OPENAI, server.url())).failure());
    }
  }

  @Test
  void addressOutsideTheZoneIsRefused() throws IOException {
    try (LoopbackServer server = LoopbackServer.silent()) {
      URI inside = URI.create("https://127.0.0.1:" + server.port());

      ProviderFailure failure = failure(provider(ProviderKind.OPENAI, inside, TrustZone.PUBLIC));

      assertEquals(FailureClass.EGRESS_REFUSED, failure.failure());
      assertEquals(0, server.connections());
    }
  }

  @Test
  void handshakeWithSomethingElseIsAConnectFailure() throws IOException {
    try (LoopbackServer server =
        LoopbackServer.open(peer -> peer.send("not TLS, not at all\r\n"))) {
      URI url = URI.create("https://127.0.0.1:" + server.port());

      assertEquals(FailureClass.CONNECT, failure(provider(ProviderKind.OPENAI, url)).failure());
    }
  }

  @ParameterizedTest
  @EnumSource(ProviderKind.class)
  void theLeastThatAWireCanNameIsTheEndpoints(ProviderKind kind) {
    ProviderConfig config =
        new ProviderConfig(ProviderCalls.PROVIDER, kind, URI.create("https://h"), TrustZone.PUBLIC);

    int least = config.limit(Capabilities.of(1000, 100)).orElseThrow().minOutputTokens();

    assertEquals(kind == ProviderKind.OPENAI_RESPONSES ? 16 : 1, least);
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI, https://api.openai.com, https://api.openai.com/v1/chat/completions",
    "OPENAI, https://api.openai.com/v1, https://api.openai.com/v1/chat/completions",
    "OPENAI_COMPATIBLE, https://h/llm/v1/, https://h/llm/v1/chat/completions",
    "ANTHROPIC, https://api.anthropic.com/, https://api.anthropic.com/v1/messages",
    "AZURE_OPENAI, https://h, https://h/openai/v1/chat/completions",
    "AZURE_OPENAI, https://h/openai, https://h/openai/v1/chat/completions",
    "AZURE_OPENAI, https://h/openai/v1/, https://h/openai/v1/chat/completions",
  })
  void baseUrlMayNameTheVersionOrNot(ProviderKind kind, URI baseUrl, URI endpoint) {
    ProviderConfig config =
        new ProviderConfig(ProviderCalls.PROVIDER, kind, baseUrl, TrustZone.PUBLIC);

    assertEquals(endpoint, config.address(Operation.CHAT, new ModelName("m")));
  }

  @ParameterizedTest
  @CsvSource({
    "https://h, gpt-5, https://h/openai/deployments/gpt-5/chat/completions?api-version=2024-10-21",
    "https://h/openai, a/../b?c,"
        + " https://h/openai/deployments/a%2F..%2Fb%3Fc/chat/completions?api-version=2024-10-21",
  })
  void deploymentIsPartOfADatedAddress(URI baseUrl, String model, URI endpoint) {
    ProviderConfig config = azure("2024-10-21", baseUrl);

    assertEquals(endpoint, config.address(Operation.CHAT, new ModelName(model)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "2024-10-21&x=y", "2024-1-1", "2024-10-21-beta"})
  void apiVersionIsADate(String apiVersion) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> azure(apiVersion, URI.create("https://h")));

    assertTrue(
        refused.getMessage().startsWith("apiVersion of provider provider: " + apiVersion + " ("));
  }

  private static ProviderConfig azure(String apiVersion, URI baseUrl) {
    return new ProviderConfig(
        ProviderCalls.PROVIDER,
        ProviderKind.AZURE_OPENAI,
        apiVersion,
        null,
        baseUrl,
        TrustZone.PUBLIC);
  }

  @ParameterizedTest
  @EnumSource(KeyHeader.class)
  void keyGoesWhereItIsTold(KeyHeader header) throws Exception {
    try (Simulator simulator =
        Simulator.builder().dialects(Dialect.AZURE_OPENAI).requireKey(ProviderCalls.KEY).open()) {
      ProviderConfig config =
          new ProviderConfig(
              ProviderCalls.PROVIDER,
              ProviderKind.AZURE_OPENAI,
              "",
              header,
              simulator.baseUrl(),
              TrustZone.LOOPBACK);
      HttpChatProvider provider = new HttpChatProvider(config, egress, Clock.systemUTC());

      if (header == KeyHeader.X_API_KEY) {
        assertEquals(FailureClass.AUTH, failure(provider).failure());
      } else {
        assertEquals(FinishReason.STOP, read(provider, ProviderCalls.whole()).finishReason());
      }
      assertEquals(header, KeyHeader.of(header.key()).orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.openai.com",
        "ftp://h",
        "http://h",
        "https://canary@h",
        "https://h/?key=canary",
        "https://h/#canary",
        "https://127.1/"
      })
  void unusableBaseUrlIsRefusedWithoutShowingIt(URI baseUrl) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new ProviderConfig(
                    ProviderCalls.PROVIDER, ProviderKind.OPENAI, baseUrl, TrustZone.PUBLIC));

    assertFalse(refused.getMessage().contains("canary"));
    assertTrue(refused.getMessage().contains("provider"));
  }

  @Test
  void kindsAreFoundByTheirNames() {
    for (ProviderKind kind : ProviderKind.values()) {
      assertEquals(kind, ProviderKind.of(kind.key()).orElseThrow());
    }
    assertTrue(ProviderKind.of("mistrall").isEmpty());
  }

  private static ProviderFailure failure(HttpChatProvider provider) {
    return assertThrows(ProviderFailure.class, () -> read(provider, ProviderCalls.whole()));
  }

  private static io.aiarco.asc.chat.Reply read(HttpChatProvider provider, ProviderCalls calls)
      throws ProviderFailure {
    try (ProviderStream stream = provider.open(calls.call())) {
      return ChatProviderContract.read(stream);
    }
  }
}
