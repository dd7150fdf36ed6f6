package io.aiarco.asc.oracles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aiarco.asc.chat.Choice;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.oracles.sdk.Sdk;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reply of ASC in the form of {@link Sdk}'s answers. */
final class Told {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Told() {}

  static Map<String, Object> of(Reply reply) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", text(reply.id()));
    told.put("model", text(reply.model()));
    told.put("choices", reply.choices().stream().map(Told::choice).toList());
    Usage usage = reply.usage();
    if (usage.source() != UsageSource.ABSENT) {
      told.put(
          "usage",
          List.of(usage.inputTokens(), usage.tokens(TokenClass.CACHE_READ), usage.outputTokens()));
    }
    return told;
  }

  private static Map<String, Object> choice(Choice choice) {
    List<Object> content = new ArrayList<>();
    for (Content piece : choice.content()) {
      if (piece instanceof Content.Text text) {
        content.add(text.text());
      } else if (piece instanceof Content.ToolUse use) {
        content.add(tool(use.call()));
      }
    }
    return Map.of(
        "finish", text(choice.rawFinish()),
        "refusal", choice.refusal(),
        "reasoning", choice.reasoning(),
        "content", content);
  }

  private static List<Object> tool(ToolCall call) {
    try {
      Map<?, ?> arguments = JSON.readValue(call.arguments().text(), Map.class);
      return List.of(call.id(), call.name(), arguments);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
