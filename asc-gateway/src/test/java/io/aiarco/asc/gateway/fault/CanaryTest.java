package io.aiarco.asc.gateway.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.simulator.Fault;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Strings that occur nowhere else go in as keys, prompt and reply, and must come out nowhere: not
 * in the files, not in the log output at its finest, not in what exceptions and values say of
 * themselves; even when the provider's errors repeat them.
 */
class CanaryTest {
  private static final String PROVIDER_KEY = "canary-provider-key-1f9d";
  private static final String PROMPT = "canary-prompt-77ab";
  private static final String REPLY = "canary-reply-c03e";

  @TempDir private Path folder;
  private final Simulator first = Simulator.open();
  private final Simulator second = Simulator.open();
  private final ApiKey key = ApiKey.mint("test", new SecureRandom());
  private final LogOutput output = new LogOutput();
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void setUp() {
    output.open();
  }

  /** {@code mode} says what is kept of prompts and replies. */
  private void configure(String mode) throws IOException {
    Files.writeString(
        folder.resolve("asc.yaml"),
        """
        providers:
          first: {kind: openai, url: "%s", region: eu-west, zone: loopback, credential: "${env:KEY}"}
          second: {kind: anthropic, url: "%s", region: eu-west, zone: loopback, credential: "${env:KEY}"}
        models:
          support: [first/small, second/small]
        prices:
          - {model: small, input: 1, output: 3}
        tenants:
          acme: {models: ["*"], regions: [eu-west], budget: {month: 5 USD}, audit: {prompt: %s, reply: %s}}
        identity:
          keys:
            - {id: %s, sha256: %s, tenant: acme, principal: "svc:test"}
        """
            .formatted(first.baseUrl(), second.baseUrl(), mode, mode, key.id(), key.sha256()));
  }

  @AfterEach
  void tearDown() {
    output.close();
    first.close();
    second.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "hash", "encrypted"})
  void secretsAndContentComeOutNowhere(String mode) throws IOException {
    configure(mode);
    first.requireKey(PROVIDER_KEY);
    try (AscGateway asc =
        AscGateway.builder(folder.resolve("asc.yaml"))
            .environment(Map.of("KEY", PROVIDER_KEY))
            .open()) {
      CallerCredential credential = CallerCredential.apiKey(key.reveal(SecretAccess.get()));
      ChatClient chat = asc.client(credential);
      tell(asc, credential, chat);
      succeed(chat);
      String repeated = PROVIDER_KEY + " " + PROMPT + " " + REPLY;
      fail(chat, Fault.body(401, "application/json", error("authentication_error", repeated)));
      fail(chat, Fault.body(400, "application/json", error("invalid_request_error", repeated)));
      fail(chat, Fault.body(500, "text/html", "<h1>" + repeated + "</h1>"));
      fail(chat, Fault.body(200, "text/html", "<h1>" + repeated + "</h1>"));
      fail(chat, Fault.body(200, "application/json", "{\"" + repeated + "\": [}"));
      fail(chat, Fault.body(200, "text/event-stream", "data: {" + repeated + "}\n\n"));
      fail(chat, Fault.cutAfter(3));
      fail(chat, Fault.errorEventAfter(3));
      String wrong = key.rotate(new SecureRandom()).reveal(SecretAccess.get());
      failed(asc.client(CallerCredential.apiKey(wrong)), wrong.substring(20, 50));
    }
    assertTrue(output.text().contains("gateway"), "log output was not captured");
    requireAbsent("log output", output.text());
    requireAbsent("what values and exceptions say", String.join("\n", told));
    boolean committed = false;
    try (Stream<Path> files = Files.walk(folder.resolve("asc-data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        requireAbsent(file.toString(), text);
        committed |= text.contains("\"prompt_c\":");
      }
    }
    assertEquals(!mode.equals("none"), committed, "commitments in the log");
  }

  private void succeed(ChatClient chat) {
    Reply reply = Reply.text("The answer is " + REPLY);
    first.otherwise(request -> reply);
    ChatResponse response = chat.chat(question());
    assertTrue(response.text().contains(REPLY));
    tell(response, response.route(), response.usage(), response.cost(), response.finishReason());
    try (ChatStream stream = chat.stream(question())) {
      tell(stream, stream.response());
    }
    tell(question(), chat.explain(question()), chat.chatAsync(question()).future().join());
  }

  private void fail(ChatClient chat, Fault fault) {
    first.otherwise(request -> Reply.text("Now " + REPLY + " and on it goes").fault(fault));
    second.otherwise(request -> Reply.text("Now " + REPLY + " and on it goes").fault(fault));
    failed(chat, "");
  }

  /** Whole and streamed; one of the two must fail, or there was no fault to tell of. */
  private void failed(ChatClient chat, String more) {
    List<AscException> failures = new ArrayList<>();
    try {
      tell(chat.chat(question()));
    } catch (AscException e) {
      failures.add(e);
    }
    try (ChatStream stream = chat.stream(question())) {
      tell(stream.response());
    } catch (AscException e) {
      failures.add(e);
    }
    assertFalse(failures.isEmpty(), "nothing failed");
    for (AscException e : failures) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      assertTrue(more.isEmpty() || !trace.toString().contains(more), "a wrong key is repeated");
      told.add(trace.toString());
      tell(e.attempts(), e.retryAdvice());
    }
  }

  private void tell(Object... values) {
    for (Object value : values) {
      told.add(String.valueOf(value));
    }
  }

  private static ChatRequest question() {
    return ChatRequest.builder()
        .model("support")
        .system("system " + PROMPT)
        .user("user " + PROMPT)
        .maxOutputTokens(40)
        .context(c -> c.tag("feature", "canary"))
        .build();
  }

  private static String error(String type, String message) {
    return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
        .formatted(type, message);
  }

  private void requireAbsent(String where, String text) {
    String revealed = key.reveal(SecretAccess.get());
    Map<String, String> canaries = new LinkedHashMap<>();
    canaries.put("the provider's key", PROVIDER_KEY);
    canaries.put("the prompt", PROMPT);
    canaries.put("the reply", REPLY);
    canaries.put("the caller's key", revealed.substring(22, 60));
    canaries.forEach(
        (what, canary) ->
            assertFalse(
                text.contains(canary), () -> what + " stands in " + where + line(text, canary)));
  }

  private static String line(String text, String canary) {
    return text.lines()
        .filter(line -> line.contains(canary))
        .findFirst()
        .map(l -> ": " + l)
        .orElse("");
  }

  /** Everything any logger of this JVM says, stack traces included. Thread-safe. */
  private static final class LogOutput extends Handler {
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final StringBuffer text = new StringBuffer();

    void open() {
      setLevel(Level.ALL);
      setFormatter(new SimpleFormatter());
      root.setLevel(Level.ALL);
      root.addHandler(this);
    }

    String text() {
      return text.toString();
    }

    @Override
    public void publish(LogRecord record) {
      text.append(getFormatter().format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      root.removeHandler(this);
      root.setLevel(before);
    }
  }
}
