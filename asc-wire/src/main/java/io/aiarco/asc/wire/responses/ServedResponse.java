package io.aiarco.asc.wire.responses;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.reply.InclusiveUsage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response object as it is served. What it repeats of a request ASC does not keep, so it has
 * there what a request that says nothing would have.
 *
 * @param status how far it is
 * @param reason why it is incomplete; null unless it is
 * @param failure what failed; null unless it has. Immutable.
 */
record ServedResponse(String status, @Nullable String reason, @Nullable Failure failure) {
  static final ServedResponse BEGUN = new ServedResponse(ServedItem.IN_PROGRESS, null, null);

  /** What went wrong: a code and a sentence. */
  record Failure(String code, String message) {}

  /**
   * The response that ended for {@code reason}. The protocol knows two reasons for one that is not
   * whole; a paused turn goes out as cut by length, because both mean that the client has not got
   * all of it.
   */
  static ServedResponse ended(FinishReason reason) {
    return switch (reason) {
      case STOP, STOP_SEQUENCE, TOOL_CALLS, REFUSAL, MISSING, OTHER ->
          new ServedResponse(ServedItem.COMPLETED, null, null);
      case LENGTH, CONTEXT_LIMIT, PAUSED ->
          new ServedResponse(ServedItem.INCOMPLETE, "max_output_tokens", null);
      case PROVIDER_FILTER -> new ServedResponse(ServedItem.INCOMPLETE, "content_filter", null);
      case ERROR -> failed(new Failure("server_error", "the model ended its reply with an error"));
    };
  }

  /** The response that failed. */
  static ServedResponse failed(Failure failure) {
    return new ServedResponse("failed", null, failure);
  }

  /** The status of the item that was the last to be told. */
  String lastItemStatus() {
    return status.equals(ServedItem.COMPLETED) ? ServedItem.COMPLETED : ServedItem.INCOMPLETE;
  }

  /** Writes the fields of the response with {@code output}. */
  void write(JsonGenerator json, ReplyHead head, List<ServedItem> output, Usage usage)
      throws IOException {
    RequestBody.text(json, "id", head.id());
    json.writeStringField("object", "response");
    json.writeNumberField("created_at", head.created().getEpochSecond());
    json.writeStringField("status", status);
    error(json);
    json.writeFieldName("incomplete_details");
    if (reason == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      json.writeStringField("reason", reason);
      json.writeEndObject();
    }
    RequestBody.text(json, "model", head.model());
    json.writeArrayFieldStart("output");
    for (int i = 0; i < output.size(); i++) {
      boolean last = i == output.size() - 1;
      output.get(i).write(json, last ? lastItemStatus() : ServedItem.COMPLETED);
    }
    json.writeEndArray();
    asked(json);
    InclusiveUsage.write(json, usage, InclusiveUsage.Names.RESPONSES, MissingNode.getInstance());
  }

  private void error(JsonGenerator json) throws IOException {
    json.writeFieldName("error");
    if (failure == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      RequestBody.text(json, "code", failure.code());
      RequestBody.text(json, "message", failure.message());
      json.writeEndObject();
    }
  }

  /** What official SDKs expect to see again of the request. */
  private static void asked(JsonGenerator json) throws IOException {
    json.writeNullField("instructions");
    json.writeObjectFieldStart("metadata");
    json.writeEndObject();
    json.writeBooleanField("parallel_tool_calls", true);
    json.writeNullField("previous_response_id");
    json.writeBooleanField("store", false);
    json.writeNullField("temperature");
    json.writeStringField("tool_choice", "auto");
    json.writeArrayFieldStart("tools");
    json.writeEndArray();
    json.writeNullField("top_p");
  }
}
