package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.Logprobs;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.wire.error.ErrorMark;
import io.aiarco.asc.wire.json.JsonCursor;
import io.aiarco.asc.wire.reply.InclusiveUsage;
import io.aiarco.asc.wire.reply.OpenAiLogprobs;
import io.aiarco.asc.wire.reply.ReplyExtras;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one chunk of a stream says, or a whole reply: its fields are the same but for one name. Read
 * first and turned into events after, because fields come in any order. Of a name that comes twice
 * in one object the last value counts, as in most readers: added up, a call would be run twice.
 * Single-thread.
 */
final class OpenAiChunk {
  final List<Choice> choices = new ArrayList<>(1);
  @Nullable String id;
  @Nullable String model;
  @Nullable Usage usage;
  @Nullable String serviceTier;
  private final String messageField;
  private final OpenAiExtras extras;
  private final ErrorMark error = new ErrorMark();

  private OpenAiChunk(String messageField, OpenAiExtras extras) {
    this.messageField = messageField;
    this.extras = extras;
  }

  /** One choice's message, or what is new of it. */
  static final class Choice {
    final List<StreamEvent> parts = new ArrayList<>(1);
    final List<ToolPart> toolParts = new ArrayList<>(0);
    long index;
    @Nullable String reasoning;
    @Nullable String refusal;
    Logprobs logprobs = Logprobs.NONE;
    @Nullable String finish;

    /** What only the wire knows of it, and of its message; null for nothing. */
    @Nullable ReplyExtras extras;

    @Nullable ReplyExtras messageExtras;

    void forgetMessage() {
      messageExtras = null;
      parts.clear();
      toolParts.clear();
      reasoning = null;
      refusal = null;
    }
  }

  /**
   * Part of a tool call.
   *
   * @param index -1 for none
   */
  record ToolPart(int index, @Nullable String id, @Nullable String name, String arguments) {}

  /**
   * The chunk in the first {@code length} bytes; null when they are not one JSON object.
   *
   * @param messageField where a choice has its message
   * @param extras takes what only the wire knows of the reply, and says whether of its choices
   */
  static @Nullable OpenAiChunk read(
      byte[] bytes, int length, String messageField, OpenAiExtras extras) {
    OpenAiChunk chunk = new OpenAiChunk(messageField, extras);
    return JsonCursor.read(bytes, length, chunk::field) ? chunk : null;
  }

  /** Whether it is an error in disguise. */
  boolean isError() {
    return error.isSet();
  }

  private void field(String name, JsonCursor value) throws IOException {
    switch (name) {
      case "id" -> id = value.text();
      case "model" -> model = value.text();
      case "choices" -> {
        choices.clear();
        value.list(this::choice);
      }
      case "usage" -> usage = InclusiveUsage.read(value, InclusiveUsage.Names.CHAT, extras.usage());
      case "service_tier" -> {
        serviceTier = value.text();
        extras.field(name, value);
      }
      case "object", "type", "error" -> error.field(name, value);
      case "created", "obfuscation" -> {}
      default -> extras.field(name, value);
    }
  }

  private void choice(JsonCursor value) throws IOException {
    if (!value.isObject()) {
      return;
    }
    Choice choice = new Choice();
    value.object(
        (name, field) -> {
          switch (name) {
            case "index" -> choice.index = field.whole(0);
            case "finish_reason" -> choice.finish = field.text();
            case "logprobs" -> choice.logprobs = OpenAiLogprobs.read(field);
            default -> {
              if (name.equals(messageField)) {
                choice.forgetMessage();
                message(field, choice);
              } else {
                choice.extras = extras.more(choice.extras, name, field);
              }
            }
          }
        });
    choices.add(choice);
  }

  private void message(JsonCursor message, Choice to) throws IOException {
    message.object(
        (name, value) -> {
          switch (name) {
            case "content" -> {
              to.parts.clear();
              content(value, to.parts);
            }
            case "reasoning_content", "reasoning" ->
                to.reasoning = to.reasoning == null ? value.text() : to.reasoning;
            case "refusal" -> to.refusal = value.text();
            case "tool_calls" -> {
              to.toolParts.clear();
              value.list(call -> toolPart(call, to.toolParts));
            }
            case "role" -> {}
            default -> to.messageExtras = extras.more(to.messageExtras, name, value);
          }
        });
  }

  /** A string, or with Mistral a list of text and thinking parts. */
  private void content(JsonCursor value, List<StreamEvent> to) throws IOException {
    String text = value.text();
    if (text != null) {
      to.add(new StreamEvent.TextDelta(text));
    }
    value.list(part -> ContentPart.read(part, extras.dialect(), to));
  }

  private static void toolPart(JsonCursor call, List<ToolPart> to) throws IOException {
    ToolFields fields = new ToolFields();
    call.object(fields::field);
    to.add(new ToolPart(fields.index, fields.id, fields.name, fields.arguments));
  }

  /** The fields of a tool call and of the function in it. */
  private static final class ToolFields {
    int index = -1;
    @Nullable String id;
    @Nullable String name;
    String arguments = "";

    void field(String field, JsonCursor value) throws IOException {
      switch (field) {
        case "index" -> {
          long number = value.whole(-1);
          index = number >= 0 && number <= Integer.MAX_VALUE ? (int) number : -1;
        }
        case "id" -> id = value.text();
        case "function" -> value.object(this::function);
        default -> {}
      }
    }

    private void function(String field, JsonCursor value) throws IOException {
      switch (field) {
        case "name" -> name = value.text();
        case "arguments" -> arguments = arguments(value);
        default -> {}
      }
    }

    /** Text; some servers send the object itself. */
    private static String arguments(JsonCursor value) throws IOException {
      if (value.isText() || value.isNull()) {
        String text = value.text();
        return text == null ? "" : text;
      }
      return value.json().text();
    }
  }
}
