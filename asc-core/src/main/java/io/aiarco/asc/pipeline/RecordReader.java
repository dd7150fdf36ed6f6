package io.aiarco.asc.pipeline;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.InvalidOutputException;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.ReplyReader;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.StructuredResponse;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.schema.RecordSchema;
import io.aiarco.asc.schema.SchemaMismatch;
import org.jspecify.annotations.Nullable;

/** What comes before and after a call whose reply is to be a record. Thread-safe. */
record RecordReader(@Nullable ReplyReader replies) {

  /** The request for a {@code type}; refuses what could not be read afterwards. */
  ChatRequest asking(ChatRequest request, Class<? extends Record> type) {
    if (!request.responseFormat().equals(ResponseFormat.TEXT)) {
      throw new InvalidRequestException(
          "responseFormat: "
              + request.responseFormat().getClass().getSimpleName()
              + " (expected: none, "
              + type.getSimpleName()
              + " gives it)");
    }
    requireReplies();
    return request.toBuilder().responseFormat(ResponseFormat.of(type)).build();
  }

  /** The record that is the whole of {@code response}. */
  <T extends Record> StructuredResponse<T> answer(ChatResponse response, Class<T> type) {
    String whole = "the whole of a " + type.getSimpleName();
    if (!response.reply().refusal().isEmpty()) {
      throw InvalidOutputException.ended("refused", whole, response);
    }
    switch (response.finishReason()) {
      case REFUSAL, PROVIDER_FILTER, LENGTH, CONTEXT_LIMIT, TOOL_CALLS, PAUSED, ERROR ->
          throw InvalidOutputException.ended(
              "ended by " + response.finishReason(), whole, response);
      case STOP, STOP_SEQUENCE, MISSING, OTHER -> {}
    }
    return new StructuredResponse<>(read(Json.of(response.text()), type, response), response);
  }

  /** The record in {@code json}. */
  <T extends Record> T read(Json json, Class<T> type) {
    return read(json, type, null);
  }

  private <T extends Record> T read(Json json, Class<T> type, @Nullable ChatResponse response) {
    RecordSchema<T> schema = RecordSchema.of(type);
    try {
      return schema.read(requireReplies().read(json));
    } catch (SchemaMismatch mismatch) {
      throw InvalidOutputException.of(mismatch, response);
    }
  }

  private ReplyReader requireReplies() {
    if (replies == null) {
      throw new IllegalStateException(
          "replies: none (expected: the builder's replies(...), such as asc-wire's reader)");
    }
    return replies;
  }
}
