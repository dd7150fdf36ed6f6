package io.aiarco.asc.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.ReasoningEffort;
import io.aiarco.asc.chat.ResponseFormat;
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
import java.util.TreeSet;

/** Writes one request. Single-thread. */
final class AnthropicRequestWriter {
  /** What ASC writes, or decides by not writing it: how dear, where, with what kept. */
  static final Set<String> RESERVED =
      Set.of(
          "model",
          "max_tokens",
          "messages",
          "system",
          "temperature",
          "top_p",
          "top_k",
          "stop_sequences",
          "tools",
          "tool_choice",
          "output_config",
          "metadata",
          "stream",
          "service_tier",
          "speed",
          "inference_geo",
          "container",
          "mcp_servers");

  private final ChatRequest request;
  private final Set<Feature> features;

  /** {@code features}: what the version can say. */
  AnthropicRequestWriter(ChatRequest request, Set<Feature> features) {
    this.request = request;
    this.features = features;
  }

  byte[] body(String model, int maxOutputTokens, boolean streamed) {
    Expressible.check(request, features, AnthropicDialect.NAME);
    List<Content.Text> system = Turn.system(request);
    List<Turn> turns = Turn.of(request, model);
    return RequestBody.of(
        json -> {
          RequestBody.text(json, "model", model);
          json.writeNumberField("max_tokens", maxOutputTokens);
          system(json, system);
          json.writeArrayFieldStart("messages");
          for (Turn turn : turns) {
            AnthropicTurn.write(json, turn);
          }
          json.writeEndArray();
          settings(json);
          output(json);
          tools(json);
          if (streamed) {
            json.writeBooleanField("stream", true);
          }
          ProviderOptions.write(json, request, AnthropicDialect.NAME, reserved());
        });
  }

  /** {@code thinking} is the caller's to set, unless it is to be off. */
  private Set<String> reserved() {
    if (!thinksNot()) {
      return RESERVED;
    }
    Set<String> more = new TreeSet<>(RESERVED);
    more.add("thinking");
    return more;
  }

  private boolean thinksNot() {
    return request.reasoningEffort().orElse(null) == ReasoningEffort.NONE;
  }

  private static void system(JsonGenerator json, List<Content.Text> texts) throws IOException {
    if (texts.size() == 1 && AnthropicTurn.isBare(texts.get(0))) {
      RequestBody.text(json, "system", texts.get(0).text());
    } else if (!texts.isEmpty()) {
      json.writeArrayFieldStart("system");
      for (Content.Text text : texts) {
        AnthropicTurn.block(json, text);
      }
      json.writeEndArray();
    }
  }

  private void settings(JsonGenerator json) throws IOException {
    SharedFields.sampling(json, request);
    if (request.sampling().topK().isPresent()) {
      json.writeNumberField("top_k", request.sampling().topK().getAsInt());
    }
    SharedFields.stops(json, "stop_sequences", request);
    if (request.endUser().isPresent()) {
      json.writeObjectFieldStart("metadata");
      RequestBody.text(json, "user_id", request.endUser().get());
      json.writeEndObject();
    }
    if (thinksNot()) {
      json.writeObjectFieldStart("thinking");
      json.writeStringField("type", "disabled");
      json.writeEndObject();
    }
  }

  /** The effort and the schema share one object. The schema's name is no more than a label. */
  private void output(JsonGenerator json) throws IOException {
    ReasoningEffort effort = thinksNot() ? null : request.reasoningEffort().orElse(null);
    boolean schema = request.responseFormat() instanceof ResponseFormat.JsonSchema;
    if (effort == null && !schema) {
      return;
    }
    json.writeObjectFieldStart("output_config");
    if (effort == ReasoningEffort.MINIMAL) {
      throw new InvalidRequestException(
          "reasoningEffort: minimal (expected: none, low, medium, high, xhigh or max for "
              + AnthropicDialect.NAME
              + ")");
    } else if (effort != null) {
      json.writeStringField("effort", effort.key());
    }
    if (request.responseFormat() instanceof ResponseFormat.JsonSchema format) {
      json.writeObjectFieldStart("format");
      json.writeStringField("type", "json_schema");
      RequestBody.object(json, "schema", format.schema(), "responseFormat.schema");
      ExtraFields.write(json, format.extras(), AnthropicDialect.NAME, Set.of("type", "schema"));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void tools(JsonGenerator json) throws IOException {
    if (request.tools().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("tools");
    int index = 0;
    for (Tool tool : SharedFields.offered(request)) {
      json.writeStartObject();
      SharedFields.tool(json, tool, "input_schema", "tools[" + index++ + "]");
      ExtraFields.write(
          json,
          tool.extras(),
          AnthropicDialect.NAME,
          Set.of("type", "name", "description", "input_schema"));
      json.writeEndObject();
    }
    json.writeEndArray();
    choice(json, request.toolChoice());
  }

  /** Whether several tools may be asked for at once stands inside the choice. */
  private void choice(JsonGenerator json, ToolChoice choice) throws IOException {
    boolean parallelIsSet = request.parallelToolCalls().isPresent();
    if (choice.equals(ToolChoice.AUTO) && !parallelIsSet) {
      return;
    }
    json.writeObjectFieldStart("tool_choice");
    json.writeStringField(
        "type",
        choice.fold(
            auto -> "auto",
            none -> "none",
            required -> "any",
            named -> "tool",
            subset -> subset.required() ? "any" : "auto"));
    if (choice instanceof ToolChoice.Named named) {
      json.writeStringField("name", named.tool());
    }
    if (parallelIsSet && !(choice instanceof ToolChoice.None)) {
      json.writeBooleanField("disable_parallel_tool_use", !request.parallelToolCalls().get());
    }
    json.writeEndObject();
  }
}
