package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.EmbeddingResponse;
import io.aiarco.asc.chat.ModelResponse;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.ProviderException;
import io.aiarco.asc.usage.UsageSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a server must do so that ASC, or any client of its protocol, can work with it: answer whole
 * and streamed, count, call tools, embed, and refuse in words. Seven short calls. Single-thread.
 */
final class ServerChecks {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Tool WEATHER =
      new Tool(
          "weather",
          "The weather in a city now.",
          Json.of(
              "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}"));

  private final ChatClient chat;
  private final boolean embeds;
  private final List<ServerFinding> findings = new ArrayList<>();

  /** {@code embeds}: whether there is a model to embed with. */
  ServerChecks(ChatClient chat, boolean embeds) {
    this.chat = chat;
    this.embeds = embeds;
  }

  /** Runs all, and says of those it cannot run why. */
  List<ServerFinding> run() {
    reply("whole", this::whole);
    reply("stream", this::streamed);
    tool("tool-whole", this::whole);
    tool("tool-stream", this::streamed);
    refusal("error-unknown-model", ServerUnderTest.UNKNOWN, false);
    refusal("error-wrong-key", ServerUnderTest.REFUSED, true);
    findings.add(ServerFinding.notRun("models-list", "ASC reads no list of models yet"));
    if (embeds) {
      embeddings();
    } else {
      findings.add(ServerFinding.notRun("embeddings", "no --embedding-model to ask"));
    }
    findings.add(
        ServerFinding.notRun(
            "broken-replies", "a healthy server sends none; asc-testkit's catalogue has them"));
    return List.copyOf(findings);
  }

  private void reply(String check, Function<ChatRequest, ChatResponse> ask) {
    ChatRequest request = request(ServerUnderTest.ASKED).user("Say hello in one word.").build();
    try {
      ChatResponse reply = ask.apply(request);
      findings.add(
          ServerFinding.of(check, reply.text().isBlank() ? "text: none (expected: some)" : ""));
      usage(check, reply);
    } catch (AscException e) {
      findings.add(ServerFinding.of(check, said(e)));
      findings.add(ServerFinding.notRun("usage-" + check, "there was no reply"));
    }
  }

  private void usage(String check, ModelResponse reply) {
    UsageSource source = reply.usage().source();
    findings.add(
        ServerFinding.of(
            "usage-" + check,
            source == UsageSource.REPORTED
                ? ""
                : "usage: " + source.key() + " (expected: reported)"));
  }

  /** That there is one vector for each text, all as long, the pipeline has seen to. */
  private void embeddings() {
    EmbeddingRequest request =
        EmbeddingRequest.builder()
            .model(ServerUnderTest.EMBEDDING)
            .input("Where is my parcel?")
            .input("The invoice is wrong.")
            .context(context -> context.deadline(LONGEST))
            .build();
    try {
      EmbeddingResponse reply = chat.embed(request);
      boolean alike = reply.embeddings().get(0).equals(reply.embeddings().get(1));
      findings.add(
          ServerFinding.of(
              "embeddings", alike ? "vectors: one for two texts (expected: two)" : ""));
      usage("embeddings", reply);
    } catch (AscException e) {
      findings.add(ServerFinding.of("embeddings", said(e)));
      findings.add(ServerFinding.notRun("usage-embeddings", "there was no reply"));
    }
  }

  private void tool(String check, Function<ChatRequest, ChatResponse> ask) {
    ChatRequest request =
        request(ServerUnderTest.ASKED)
            .user("What is the weather in Lyon? Use the tool.")
            .tool(WEATHER)
            .build();
    try {
      boolean called =
          ask.apply(request).toolCalls().stream().anyMatch(c -> c.name().equals("weather"));
      findings.add(
          ServerFinding.of(check, called ? "" : "tool calls: none (expected: one of weather)"));
    } catch (AscException e) {
      findings.add(ServerFinding.of(check, said(e)));
    }
  }

  private void refusal(String check, String model, boolean ofKey) {
    Set<FailureClass> expected =
        ofKey ? Set.of(FailureClass.AUTH) : Set.of(FailureClass.NOT_FOUND, FailureClass.INVALID);
    try {
      chat.chat(request(model).user("Say hello in one word.").build());
      findings.add(
          ofKey
              ? ServerFinding.notRun(check, "the server asks for no key")
              : ServerFinding.of(check, "a reply (expected: an error)"));
    } catch (ProviderException e) {
      Optional<FailureClass> other =
          Optional.of(e.failure()).filter(failure -> !expected.contains(failure));
      findings.add(ServerFinding.of(check, other.map(failure -> said(e)).orElse("")));
    } catch (AscException e) {
      findings.add(ServerFinding.of(check, said(e)));
    }
  }

  private static ChatRequest.Builder request(String model) {
    return ChatRequest.builder()
        .model(model)
        .maxOutputTokens(400)
        .context(context -> context.deadline(LONGEST));
  }

  private ChatResponse whole(ChatRequest request) {
    return chat.chat(request);
  }

  private ChatResponse streamed(ChatRequest request) {
    try (ChatStream events = chat.stream(request)) {
      return events.response();
    }
  }

  private static String said(AscException e) {
    return e.code() + ": " + e.getMessage();
  }
}
