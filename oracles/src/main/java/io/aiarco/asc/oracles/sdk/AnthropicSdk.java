package io.aiarco.asc.oracles.sdk;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientImpl;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.JsonValue;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Usage;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Anthropic's SDK, asked for messages. Thread-safe. */
public final class AnthropicSdk implements Sdk {
  private static final MessageCreateParams PARAMS =
      MessageCreateParams.builder().model("model-1").maxTokens(400).addUserMessage("Hello").build();

  /** An SDK at rest. */
  public AnthropicSdk() {}

  @Override
  public Map<String, Object> whole(byte[] body) {
    return told(client("application/json", body).messages().create(PARAMS));
  }

  @Override
  public Map<String, Object> stream(byte[] body) {
    MessageAccumulator accumulator = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> events =
        client("text/event-stream", body).messages().createStreaming(PARAMS)) {
      events.stream().forEach(accumulator::accumulate);
    }
    return told(accumulator.message());
  }

  @Override
  public Set<String> request(byte[] body) throws IOException {
    return ObjectMappers.jsonMapper()
        .readValue(body, MessageCreateParams.Body.class)
        .validate()
        ._additionalProperties()
        .keySet();
  }

  private static AnthropicClient client(String contentType, byte[] body) {
    return new AnthropicClientImpl(
        ClientOptions.builder()
            .httpClient(new CannedAnthropic(contentType, body))
            .maxRetries(0)
            .build());
  }

  private static Map<String, Object> told(Message message) {
    List<Object> content = new ArrayList<>();
    StringBuilder reasoning = new StringBuilder();
    for (ContentBlock block : message.content()) {
      block.text().map(text -> text.text()).filter(t -> !t.isEmpty()).ifPresent(content::add);
      block.thinking().ifPresent(thinking -> reasoning.append(thinking.thinking()));
      block
          .toolUse()
          .ifPresent(use -> content.add(List.of(use.id(), use.name(), input(use._input()))));
    }
    return Map.of(
        "id", message.id(),
        "model", message.model().asString(),
        "choices",
            List.of(
                Map.of(
                    "finish", message.stopReason().map(StopReason::asString).orElse(""),
                    "refusal", message.stopDetails().flatMap(d -> d.explanation()).orElse(""),
                    "reasoning", reasoning.toString(),
                    "content", content)),
        "usage", tokens(message.usage()));
  }

  private static List<Long> tokens(Usage usage) {
    long cached = usage.cacheReadInputTokens().orElse(0L);
    long written = usage.cacheCreationInputTokens().orElse(0L);
    return List.of(usage.inputTokens() + cached + written, cached, usage.outputTokens());
  }

  private static Map<?, ?> input(JsonValue input) {
    return JsonValues.object(String.valueOf(input.convert(JsonNode.class)));
  }
}
