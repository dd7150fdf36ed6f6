package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.Sampling;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.request.Expressible;
import io.aiarco.asc.wire.request.ExtraFields;
import io.aiarco.asc.wire.request.ProviderOptions;
import io.aiarco.asc.wire.request.SharedFields;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Writes one request. Single-thread. */
final class OpenAiRequestWriter {
  /** What ASC writes, or decides by not writing it: how much, how dear, how long it is kept. */
  static final Set<String> RESERVED =
      Set.of(
          "model",
          "messages",
          "max_completion_tokens",
          "max_tokens",
          "temperature",
          "top_p",
          "n",
          "best_of",
          "stop",
          "seed",
          "random_seed",
          "frequency_penalty",
          "presence_penalty",
          "logprobs",
          "top_logprobs",
          "response_format",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "functions",
          "function_call",
          "reasoning_effort",
          "safety_identifier",
          "user",
          "prompt_cache_key",
          "prompt_cache_retention",
          "stream",
          "stream_options",
          "modalities",
          "audio",
          "web_search_options",
          "service_tier",
          "store");

  private final Traits traits;
  private final ChatRequest request;

  OpenAiRequestWriter(Traits traits, ChatRequest request) {
    this.traits = traits;
    this.request = request;
  }

  byte[] body(String model, int maxOutputTokens, boolean streamed) {
    Expressible.check(request, traits.features(), traits.dialect());
    if (request.stopSequences().size() > traits.mostStops()) {
      throw new InvalidRequestException(
          "stop sequences: "
              + request.stopSequences().size()
              + " (expected: at most "
              + traits.mostStops()
              + ")");
    }
    return RequestBody.of(
        json -> {
          RequestBody.text(json, "model", model);
          new OpenAiMessages(traits, request).write(json);
          json.writeNumberField(traits.maxTokens(), maxOutputTokens);
          settings(json);
          tools(json);
          if (streamed) {
            json.writeBooleanField("stream", true);
          }
          if (streamed && traits.hasStreamOptions()) {
            json.writeObjectFieldStart("stream_options");
            json.writeBooleanField("include_usage", true);
            json.writeEndObject();
          }
          ProviderOptions.write(json, request, traits.dialect(), RESERVED);
        });
  }

  private void settings(JsonGenerator json) throws IOException {
    SharedFields.sampling(json, request);
    sampling(json, request.sampling());
    SharedFields.stops(json, "stop", request);
    format(json, request.responseFormat());
    if (request.reasoningEffort().isPresent()) {
      json.writeStringField("reasoning_effort", request.reasoningEffort().get().key());
    }
    if (request.endUser().isPresent()) {
      RequestBody.text(json, traits.endUser(), request.endUser().get());
    }
    if (request.cacheKey().isPresent() && !traits.cacheKey().isEmpty()) {
      RequestBody.text(json, traits.cacheKey(), request.cacheKey().get());
    }
  }

  private void sampling(JsonGenerator json, Sampling sampling) throws IOException {
    if (sampling.seed().isPresent()) {
      json.writeNumberField(traits.seed(), sampling.seed().getAsLong());
    }
    if (sampling.frequencyPenalty().isPresent()) {
      json.writeNumberField("frequency_penalty", sampling.frequencyPenalty().getAsDouble());
    }
    if (sampling.presencePenalty().isPresent()) {
      json.writeNumberField("presence_penalty", sampling.presencePenalty().getAsDouble());
    }
    if (sampling.topLogprobs().isPresent()) {
      json.writeBooleanField("logprobs", true);
      json.writeNumberField("top_logprobs", sampling.topLogprobs().getAsInt());
    }
    if (sampling.choices() > 1) {
      json.writeNumberField("n", sampling.choices());
    }
  }

  private void format(JsonGenerator json, ResponseFormat format) throws IOException {
    if (format instanceof ResponseFormat.JsonObject) {
      json.writeObjectFieldStart("response_format");
      json.writeStringField("type", "json_object");
      json.writeEndObject();
    } else if (format instanceof ResponseFormat.JsonSchema schema) {
      json.writeObjectFieldStart("response_format");
      json.writeStringField("type", "json_schema");
      json.writeObjectFieldStart("json_schema");
      json.writeStringField("name", schema.name());
      RequestBody.object(json, "schema", schema.schema(), "responseFormat.schema");
      json.writeBooleanField("strict", schema.strict());
      ExtraFields.write(
          json, schema.extras(), traits.dialect(), Set.of("name", "schema", "strict"));
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private void tools(JsonGenerator json) throws IOException {
    boolean allowedTools = traits.hasAllowedTools();
    List<Tool> offered = allowedTools ? request.tools() : SharedFields.offered(request);
    if (offered.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("tools");
    int index = 0;
    for (Tool tool : offered) {
      json.writeStartObject();
      json.writeStringField("type", "function");
      json.writeObjectFieldStart("function");
      SharedFields.tool(json, tool, "parameters", "tools[" + index++ + "]");
      ExtraFields.writeInner(
          json,
          tool.extras(),
          traits.dialect(),
          Set.of("name", "description", "parameters"),
          "function");
      json.writeEndObject();
      ExtraFields.write(json, tool.extras(), traits.dialect(), Set.of("type"), "function");
      json.writeEndObject();
    }
    json.writeEndArray();
    choice(json, allowedTools);
    if (request.parallelToolCalls().isPresent()) {
      json.writeBooleanField("parallel_tool_calls", request.parallelToolCalls().get());
    }
  }

  private void choice(JsonGenerator json, boolean allowedTools) throws IOException {
    ToolChoice choice = request.toolChoice();
    if (choice instanceof ToolChoice.None) {
      json.writeStringField("tool_choice", "none");
    } else if (choice instanceof ToolChoice.Required) {
      json.writeStringField("tool_choice", "required");
    } else if (choice instanceof ToolChoice.Named named) {
      json.writeFieldName("tool_choice");
      function(json, named.tool());
    } else if (choice instanceof ToolChoice.Subset subset) {
      subset(json, subset, allowedTools);
    }
  }

  private static void subset(JsonGenerator json, ToolChoice.Subset subset, boolean allowedTools)
      throws IOException {
    String mode = subset.required() ? "required" : "auto";
    if (!allowedTools) {
      json.writeStringField("tool_choice", mode);
      return;
    }
    json.writeObjectFieldStart("tool_choice");
    json.writeStringField("type", "allowed_tools");
    json.writeObjectFieldStart("allowed_tools");
    json.writeStringField("mode", mode);
    json.writeArrayFieldStart("tools");
    for (String tool : subset.tools()) {
      function(json, tool);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void function(JsonGenerator json, String name) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "function");
    json.writeObjectFieldStart("function");
    json.writeStringField("name", name);
    json.writeEndObject();
    json.writeEndObject();
  }
}
