package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.wire.json.JsonCursor;
import io.aiarco.asc.wire.reply.ReplyExtras;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What only the wire knows of one reply, in the shape of a whole one: fields of the reply, of its
 * figures, of its choices and of their messages. Single-thread.
 */
final class OpenAiExtras {
  private static final Set<String> OF_REPLY =
      Set.of("id", "object", "created", "model", "choices", "usage");
  private static final Set<String> OF_CHOICE =
      Set.of("index", "message", "delta", "logprobs", "finish_reason");
  private static final Set<String> OF_MESSAGE =
      Set.of("role", "content", "refusal", "reasoning_content", "tool_calls");

  private final String dialect;
  private final boolean wanted;
  private final ReplyExtras reply = new ReplyExtras();
  private @Nullable ReplyExtras usage;
  private @Nullable Map<Integer, ReplyExtras> choices;
  private @Nullable Map<Integer, ReplyExtras> messages;

  /** {@code wanted}: whether anybody takes them; else none are kept. */
  OpenAiExtras(String dialect, boolean wanted) {
    this.dialect = dialect;
    this.wanted = wanted;
  }

  /** The name that what nobody here knows bears. */
  String dialect() {
    return dialect;
  }

  /** Takes a field of the reply itself. */
  void field(String name, JsonCursor value) throws IOException {
    if (wanted) {
      reply.field(name, value);
    }
  }

  /** What takes fields of the figures, of which the last count; null where nobody takes any. */
  @Nullable ReplyExtras usage() {
    usage = wanted ? new ReplyExtras() : null;
    return usage;
  }

  /** {@code known}, null for none, and a field more of a choice or its message. */
  @Nullable ReplyExtras more(@Nullable ReplyExtras known, String name, JsonCursor value)
      throws IOException {
    if (!wanted || value.isNull()) {
      return known;
    }
    ReplyExtras extras = known == null ? new ReplyExtras() : known;
    extras.field(name, value);
    return extras.isEmpty() ? null : extras;
  }

  /** Takes what is new of a choice. */
  void add(OpenAiChunk.Choice choice) {
    if (choice.extras != null) {
      choices = choices == null ? new TreeMap<>() : choices;
      of(choices, (int) choice.index).putAll(choice.extras);
    }
    if (choice.messageExtras != null) {
      messages = messages == null ? new TreeMap<>() : messages;
      of(messages, (int) choice.index).putAll(choice.messageExtras);
    }
  }

  private static ReplyExtras of(Map<Integer, ReplyExtras> all, int index) {
    return all.computeIfAbsent(index, none -> new ReplyExtras());
  }

  /** Says them all, if there are any. */
  void release(Consumer<StreamEvent> out) {
    if (messages != null) {
      choices = choices == null ? new TreeMap<>() : choices;
      for (Map.Entry<Integer, ReplyExtras> message : messages.entrySet()) {
        of(choices, message.getKey()).put("message", message.getValue().json());
      }
    }
    if (choices != null) {
      ReplyExtras byIndex = new ReplyExtras();
      choices.forEach((index, choice) -> byIndex.put(String.valueOf(index), choice.json()));
      reply.put("choices", byIndex.json());
    }
    if (usage != null && !usage.isEmpty()) {
      reply.put("usage", usage.json());
    }
    reply.release(dialect, out);
  }

  /** The fields in {@code extras}, if they are of {@code dialect}; else nothing. */
  static JsonNode read(@Nullable WireExtras extras, String dialect) {
    return ReplyExtras.read(extras, dialect);
  }

  /** Writes those of the reply itself. */
  static void reply(JsonGenerator json, JsonNode extras) throws IOException {
    ReplyExtras.write(json, extras, OF_REPLY);
  }

  /** Those of its figures. */
  static JsonNode usage(JsonNode extras) {
    return extras.path("usage");
  }

  /** Writes those of a choice. */
  static void choice(JsonGenerator json, JsonNode extras, int index) throws IOException {
    ReplyExtras.write(json, of(extras, index), OF_CHOICE);
  }

  /** Writes those of a choice's message. */
  static void message(JsonGenerator json, JsonNode extras, int index) throws IOException {
    ReplyExtras.write(json, of(extras, index).path("message"), OF_MESSAGE);
  }

  private static JsonNode of(JsonNode extras, int index) {
    return extras.path("choices").path(String.valueOf(index));
  }
}
