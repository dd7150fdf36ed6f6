package io.aiarco.asc.wire.responses;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ReasoningEffort;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.request.Expressible;
import io.aiarco.asc.wire.request.ExtraFields;
import io.aiarco.asc.wire.request.SharedFields;
import java.io.IOException;
import java.util.Set;

/** Writes one request. Single-thread. */
final class ResponsesRequestWriter {
  static final int LEAST_OUTPUT_TOKENS = 16;

  private static final String SEALED = "reasoning.encrypted_content";
  private static final String LOGPROBS = "message.output_text.logprobs";

  /** What ASC writes, or decides by not writing it: how much, how dear, how long it is kept. */
  static final Set<String> RESERVED =
      Set.of(
          "model",
          "input",
          "instructions",
          "prompt",
          "max_output_tokens",
          "temperature",
          "top_p",
          "top_logprobs",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "safety_identifier",
          "user",
          "prompt_cache_key",
          "prompt_cache_retention",
          "stream",
          "stream_options",
          "service_tier",
          "store",
          "previous_response_id",
          "conversation",
          "background");

  private final ChatRequest request;
  private final String model;

  ResponsesRequestWriter(ChatRequest request, String model) {
    this.request = request;
    this.model = model;
  }

  byte[] body(int maxOutputTokens, boolean streamed) {
    Expressible.check(request, ResponsesDialect.FEATURES, ResponsesDialect.NAME);
    if (maxOutputTokens < LEAST_OUTPUT_TOKENS) {
      throw new InvalidRequestException(
          "maxOutputTokens: "
              + maxOutputTokens
              + " (expected: >= "
              + LEAST_OUTPUT_TOKENS
              + " for "
              + ResponsesDialect.NAME
              + ")");
    }
    return RequestBody.of(
        json -> {
          ResponsesOptions options = ResponsesOptions.of(request);
          RequestBody.text(json, "model", model);
          ResponsesInput.write(json, request, model);
          json.writeNumberField("max_output_tokens", maxOutputTokens);
          json.writeBooleanField("store", false);
          settings(json);
          reasoningAndIncludes(json, options);
          format(json, options);
          tools(json);
          if (streamed) {
            json.writeBooleanField("stream", true);
          }
          options.rest(json, RESERVED);
        });
  }

  private void settings(JsonGenerator json) throws IOException {
    SharedFields.sampling(json, request);
    if (request.sampling().topLogprobs().isPresent()) {
      json.writeNumberField("top_logprobs", request.sampling().topLogprobs().getAsInt());
    }
    if (request.endUser().isPresent()) {
      RequestBody.text(json, "safety_identifier", request.endUser().get());
    }
    if (request.cacheKey().isPresent()) {
      RequestBody.text(json, "prompt_cache_key", request.cacheKey().get());
    }
  }

  /**
   * The effort, and what shall come with the reply: logprobs, and reasoning sealed. A model that
   * does not reason refuses the latter, so it is asked for only where the request shows that this
   * one does.
   */
  private void reasoningAndIncludes(JsonGenerator json, ResponsesOptions options)
      throws IOException {
    ReasoningEffort effort = request.reasoningEffort().orElse(null);
    if (effort != null) {
      json.writeObjectFieldStart("reasoning");
      json.writeStringField("effort", effort.key());
      options.inside(json, "reasoning", "effort");
      json.writeEndObject();
    }
    boolean sealed = effort != null && effort != ReasoningEffort.NONE || replays();
    boolean logprobs = request.sampling().topLogprobs().isPresent();
    if (sealed || logprobs) {
      json.writeArrayFieldStart("include");
      if (sealed) {
        json.writeString(SEALED);
      }
      if (logprobs) {
        json.writeString(LOGPROBS);
      }
      options.items(json, "include", Set.of(SEALED, LOGPROBS));
      json.writeEndArray();
    }
  }

  private boolean replays() {
    for (Message message : request.messages()) {
      for (Content piece : message.content()) {
        if (piece instanceof Content.Reasoning) {
          return true;
        }
      }
    }
    return false;
  }

  private void format(JsonGenerator json, ResponsesOptions options) throws IOException {
    ResponseFormat format = request.responseFormat();
    if (format instanceof ResponseFormat.Text) {
      return;
    }
    json.writeObjectFieldStart("text");
    json.writeObjectFieldStart("format");
    if (format instanceof ResponseFormat.JsonSchema schema) {
      json.writeStringField("type", "json_schema");
      json.writeStringField("name", schema.name());
      RequestBody.object(json, "schema", schema.schema(), "responseFormat.schema");
      json.writeBooleanField("strict", schema.strict());
      ExtraFields.write(
          json, schema.extras(), ResponsesDialect.NAME, Set.of("type", "name", "schema", "strict"));
    } else {
      json.writeStringField("type", "json_object");
    }
    json.writeEndObject();
    options.inside(json, "text", "format");
    json.writeEndObject();
  }

  /** Unless told otherwise, this protocol rewrites schemas to its strict subset. */
  private void tools(JsonGenerator json) throws IOException {
    if (request.tools().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("tools");
    int index = 0;
    for (Tool tool : request.tools()) {
      json.writeStartObject();
      json.writeStringField("type", "function");
      SharedFields.tool(json, tool, "parameters", "tools[" + index++ + "]");
      if (!ExtraFields.has(tool.extras(), ResponsesDialect.NAME, "strict")) {
        json.writeBooleanField("strict", false);
      }
      ExtraFields.write(
          json,
          tool.extras(),
          ResponsesDialect.NAME,
          Set.of("type", "name", "description", "parameters"));
      json.writeEndObject();
    }
    json.writeEndArray();
    choice(json, request.toolChoice());
    if (request.parallelToolCalls().isPresent()) {
      json.writeBooleanField("parallel_tool_calls", request.parallelToolCalls().get());
    }
  }

  private static void choice(JsonGenerator json, ToolChoice choice) throws IOException {
    if (choice instanceof ToolChoice.None) {
      json.writeStringField("tool_choice", "none");
    } else if (choice instanceof ToolChoice.Required) {
      json.writeStringField("tool_choice", "required");
    } else if (choice instanceof ToolChoice.Named named) {
      json.writeFieldName("tool_choice");
      function(json, named.tool());
    } else if (choice instanceof ToolChoice.Subset subset) {
      json.writeObjectFieldStart("tool_choice");
      json.writeStringField("type", "allowed_tools");
      json.writeStringField("mode", subset.required() ? "required" : "auto");
      json.writeArrayFieldStart("tools");
      for (String tool : subset.tools()) {
        function(json, tool);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void function(JsonGenerator json, String name) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "function");
    json.writeStringField("name", name);
    json.writeEndObject();
  }
}
