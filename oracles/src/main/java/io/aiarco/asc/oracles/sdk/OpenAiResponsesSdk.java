package io.aiarco.asc.oracles.sdk;

import com.openai.core.ObjectMappers;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseOutputMessage;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseUsage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * OpenAI's SDK, asked for Responses. It has no finish reason: the reply's status, and why it is
 * incomplete, stand for it. Thread-safe.
 */
public final class OpenAiResponsesSdk implements Sdk {
  private static final ResponseCreateParams PARAMS =
      ResponseCreateParams.builder().model("model-1").input("Hello").build();

  /** An SDK at rest. */
  public OpenAiResponsesSdk() {}

  @Override
  public Map<String, Object> whole(byte[] body) {
    return told(CannedOpenAi.client("application/json", body).responses().create(PARAMS));
  }

  @Override
  public Map<String, Object> stream(byte[] body) {
    ResponseAccumulator accumulator = ResponseAccumulator.create();
    try (StreamResponse<ResponseStreamEvent> events =
        CannedOpenAi.client("text/event-stream", body).responses().createStreaming(PARAMS)) {
      events.stream().forEach(accumulator::accumulate);
    }
    return told(accumulator.response());
  }

  @Override
  // It marks what shows further fields so, and nothing replaces it.
  @SuppressWarnings("deprecation")
  public Set<String> request(byte[] body) throws IOException {
    return ObjectMappers.jsonMapper().readValue(body, ResponseCreateParams.Body.class).toBuilder()
        .build()
        .validate()
        ._additionalProperties()
        .keySet();
  }

  private static Map<String, Object> told(Response response) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", response.id());
    told.put("model", response.model().asString());
    told.put("choices", List.of(choice(response)));
    response.usage().ifPresent(usage -> told.put("usage", tokens(usage)));
    return told;
  }

  private static List<Long> tokens(ResponseUsage usage) {
    long cached =
        usage
            ._inputTokensDetails()
            .asKnown()
            .flatMap(details -> details._cachedTokens().asKnown())
            .orElse(0L);
    return List.of(usage.inputTokens(), cached, usage.outputTokens());
  }

  private static Map<String, Object> choice(Response response) {
    StringBuilder refusal = new StringBuilder();
    StringBuilder reasoning = new StringBuilder();
    List<Object> content = new ArrayList<>();
    for (ResponseOutputItem item : response.output()) {
      if (item.isMessage()) {
        item.asMessage().content().forEach(part -> part(part, content, refusal));
      } else if (item.isFunctionCall()) {
        content.add(tool(item.asFunctionCall()));
      } else if (item.isReasoning()) {
        item.asReasoning().summary().forEach(summary -> reasoning.append(summary.text()));
        item.asReasoning()
            .content()
            .ifPresent(texts -> texts.forEach(text -> reasoning.append(text.text())));
      }
    }
    return Map.of(
        "finish", finish(response),
        "refusal", refusal.toString(),
        "reasoning", reasoning.toString(),
        "content", content);
  }

  private static void part(
      ResponseOutputMessage.Content part, List<Object> content, StringBuilder refusal) {
    if (part.isRefusal()) {
      refusal.append(part.asRefusal().refusal());
    } else if (!part.asOutputText().text().isEmpty()) {
      content.add(part.asOutputText().text());
    }
  }

  private static List<Object> tool(ResponseFunctionToolCall call) {
    return List.of(call.callId(), call.name(), JsonValues.object(call.arguments()));
  }

  private static String finish(Response response) {
    return response
        .incompleteDetails()
        .flatMap(details -> details.reason())
        .map(reason -> reason.asString())
        .or(() -> response.status().map(status -> status.asString()))
        .orElse("");
  }
}
