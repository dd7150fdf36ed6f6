package io.aiarco.asc.oracles.sdk;

import com.openai.core.ObjectMappers;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ChatModel;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall.Function;
import com.openai.models.completions.CompletionUsage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** OpenAI's SDK, asked for Chat Completions. Thread-safe. */
public final class OpenAiChatSdk implements Sdk {
  private static final ChatCompletionCreateParams PARAMS =
      ChatCompletionCreateParams.builder().model("model-1").addUserMessage("Hello").build();

  /** An SDK at rest. */
  public OpenAiChatSdk() {}

  @Override
  public Map<String, Object> whole(byte[] body) {
    return told(CannedOpenAi.client("application/json", body).chat().completions().create(PARAMS));
  }

  @Override
  public Map<String, Object> stream(byte[] body) {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> chunks =
        CannedOpenAi.client("text/event-stream", body)
            .chat()
            .completions()
            .createStreaming(PARAMS)) {
      chunks.stream().forEach(accumulator::accumulate);
    }
    return told(accumulator.chatCompletion());
  }

  @Override
  // The models it names are deprecated one by one, and so are the fields they had.
  @SuppressWarnings("deprecation")
  public Set<String> request(byte[] body) throws IOException {
    return ObjectMappers.jsonMapper()
        .readValue(body, ChatCompletionCreateParams.Body.class)
        .toBuilder()
        // Its list of models is closed; any of them will do.
        .model(ChatModel.GPT_4O)
        .build()
        .validate()
        ._additionalProperties()
        .keySet();
  }

  private static Map<String, Object> told(ChatCompletion completion) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", completion.id());
    told.put("model", completion.model());
    told.put("choices", completion.choices().stream().map(OpenAiChatSdk::choice).toList());
    completion.usage().ifPresent(usage -> told.put("usage", tokens(usage)));
    return told;
  }

  private static List<Long> tokens(CompletionUsage usage) {
    long cached = usage.promptTokensDetails().flatMap(details -> details.cachedTokens()).orElse(0L);
    return List.of(usage.promptTokens(), cached, usage.completionTokens());
  }

  private static Map<String, Object> choice(ChatCompletion.Choice choice) {
    ChatCompletionMessage message = choice.message();
    List<Object> content = new ArrayList<>();
    message.content().filter(text -> !text.isEmpty()).ifPresent(content::add);
    message.toolCalls().orElse(List.of()).stream()
        .map(call -> call.asFunction())
        .forEach(call -> content.add(tool(call.id(), call.function())));
    return Map.of(
        "finish",
        choice.finishReason().asString(),
        "refusal",
        message.refusal().orElse(""),
        "reasoning",
        "",
        "content",
        content);
  }

  private static List<Object> tool(String id, Function function) {
    return List.of(id, function.name(), JsonValues.object(function.arguments()));
  }
}
