package io.aiarco.asc.wire.responses;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.wire.json.RequestBody;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One item of a served output. Each message has one part: all text, or all refusal.
 *
 * @param id unlike that of any other item
 * @param text what it says; of a call its arguments
 * @param call null for any other kind
 * @param seal what goes back unread with reasoning; null for none. Immutable.
 */
record ServedItem(
    Kind kind, String id, String text, @Nullable ToolCall call, @Nullable String seal) {
  static final String IN_PROGRESS = "in_progress";
  static final String COMPLETED = "completed";
  static final String INCOMPLETE = "incomplete";

  /** What an item is. */
  enum Kind {
    /** What the model thought. */
    REASONING("rs_", "summary_text", "text", "response.reasoning_summary_text"),
    /** What it says. */
    TEXT("msg_", "output_text", "text", "response.output_text"),
    /** Why it does not. */
    REFUSAL("msg_", "refusal", "refusal", "response.refusal"),
    /** Its wish to run a tool. */
    CALL("fc_", "", "arguments", "response.function_call_arguments");

    private final String idPrefix;
    private final String partType;

    /** The field of its part, and of the event that ends it, that has its text. */
    final String textField;

    /** What the events of its text are called, without {@code .delta} and {@code .done}. */
    final String textEvent;

    Kind(String idPrefix, String partType, String textField, String textEvent) {
      this.idPrefix = idPrefix;
      this.partType = partType;
      this.textField = textField;
      this.textEvent = textEvent;
    }

    /** Writes the fields of its part. */
    void part(JsonGenerator json, String text) throws IOException {
      json.writeStringField("type", partType);
      RequestBody.text(json, textField, text);
      if (this == TEXT) {
        emptyList(json, "annotations");
        emptyList(json, "logprobs");
      }
    }
  }

  /** The item at {@code index} of the reply {@code replyId}. */
  static ServedItem of(Kind kind, String replyId, int index, String text) {
    return new ServedItem(kind, kind.idPrefix + replyId + "_" + index, text, null, null);
  }

  /** A call as the item at {@code index} of the reply {@code replyId}. */
  static ServedItem of(ToolCall call, String replyId, int index) {
    String id = Kind.CALL.idPrefix + replyId + "_" + index;
    return new ServedItem(Kind.CALL, id, call.arguments().text(), call, null);
  }

  /** The item with that text, as it ends. */
  ServedItem saying(String text) {
    return new ServedItem(kind, id, text, call, seal);
  }

  /** The item with that seal. */
  ServedItem sealed(String seal) {
    return new ServedItem(kind, id, text, call, seal);
  }

  /** Writes it as an object; while it is {@link #IN_PROGRESS} it says nothing yet. */
  void write(JsonGenerator json, String status) throws IOException {
    boolean begun = status.equals(IN_PROGRESS);
    json.writeStartObject();
    RequestBody.text(json, "id", id);
    if (kind == Kind.REASONING) {
      json.writeStringField("type", "reasoning");
      parts(json, "summary", begun || text.isEmpty());
      if (seal != null && !begun) {
        RequestBody.text(json, "encrypted_content", seal);
      }
    } else if (call == null) {
      json.writeStringField("type", "message");
      json.writeStringField("status", status);
      json.writeStringField("role", "assistant");
      parts(json, "content", begun);
    } else {
      json.writeStringField("type", "function_call");
      json.writeStringField("status", status);
      RequestBody.text(json, "call_id", call.id());
      RequestBody.text(json, "name", call.name());
      RequestBody.text(json, "arguments", begun ? "" : text);
    }
    json.writeEndObject();
  }

  private void parts(JsonGenerator json, String field, boolean none) throws IOException {
    json.writeArrayFieldStart(field);
    if (!none) {
      json.writeStartObject();
      kind.part(json, text);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void emptyList(JsonGenerator json, String field) throws IOException {
    json.writeArrayFieldStart(field);
    json.writeEndArray();
  }
}
