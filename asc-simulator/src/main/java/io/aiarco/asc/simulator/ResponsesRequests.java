package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.ReceivedRequest.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads requests of OpenAI Responses (API reference, Create a model response; openapi.json 2.3.0).
 */
final class ResponsesRequests {

  private static final int LEAST_OUTPUT_TOKENS = 16;
  private static final int CALL_ID_CHARS = 64;

  /** What Chat Completions have and Responses do not. */
  private static final Set<String> UNKNOWN =
      Set.of(
          "messages",
          "n",
          "stop",
          "seed",
          "logit_bias",
          "logprobs",
          "presence_penalty",
          "frequency_penalty",
          "max_tokens",
          "max_completion_tokens",
          "response_format",
          "reasoning_effort");

  private ResponsesRequests() {}

  static ReceivedRequest read(long number, byte[] body) throws RefusedRequest {
    RequestFields fields = RequestFields.read(body);
    for (String name : fields.names()) {
      if (UNKNOWN.contains(name)) {
        throw refused("Unknown parameter: '" + name + "'.", "unknown_parameter", name);
      }
    }
    return ReceivedRequest.builder(number, Dialect.OPENAI_RESPONSES, fields.text("model")).stream(
            fields.flag("stream"))
        .maxOutputTokens(limit(fields))
        .turns(turns(fields))
        .tools(tools(fields))
        .stored(!fields.has("store") || fields.flag("store"))
        .include(fields.texts("include"))
        .build();
  }

  private static OptionalLong limit(RequestFields fields) throws RefusedRequest {
    OptionalLong limit = fields.count("max_output_tokens", 0);
    if (limit.isPresent() && limit.getAsLong() < LEAST_OUTPUT_TOKENS) {
      throw refused(
          "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but"
              + " got "
              + limit.getAsLong()
              + " instead.",
          "integer_below_min_value",
          "max_output_tokens");
    }
    return limit;
  }

  private static List<Turn> turns(RequestFields fields) throws RefusedRequest {
    List<Turn> turns = new ArrayList<>();
    if (fields.has("instructions")) {
      turns.add(new Turn("system", fields.text("instructions")));
    }
    if (fields.isText("input")) {
      turns.add(new Turn("user", fields.text("input")));
      return turns;
    }
    List<RequestFields> items = fields.objects("input");
    if (items.isEmpty()) {
      throw new RefusedRequest("Missing required parameter: 'input'.", "input");
    }
    for (RequestFields item : items) {
      turns.add(turn(item));
    }
    return turns;
  }

  /** One item; its type may be left out of a message. */
  private static Turn turn(RequestFields item) throws RefusedRequest {
    String type = item.has("type") ? item.text("type") : "message";
    return switch (type) {
      case "message" -> new Turn(item.text("role"), content(item, "content"));
      case "function_call" -> call(item);
      case "function_call_output" -> {
        callId(item);
        yield new Turn("tool", content(item, "output"));
      }
      case "reasoning" -> {
        item.objects("summary");
        yield new Turn("assistant", "");
      }
      default ->
          throw item.wrong("type", "message, function_call, function_call_output or reasoning");
    };
  }

  private static Turn call(RequestFields item) throws RefusedRequest {
    callId(item);
    item.text("name");
    item.text("arguments");
    return new Turn("assistant", "");
  }

  private static void callId(RequestFields item) throws RefusedRequest {
    String id = item.text("call_id");
    if (id.length() > CALL_ID_CHARS) {
      throw refused(
          "Invalid '"
              + item.pathOf("call_id")
              + "': string too long. Expected a string with maximum length 64, but got a string"
              + " with length "
              + id.length()
              + " instead.",
          "string_above_max_length",
          item.pathOf("call_id"));
    }
  }

  private static String content(RequestFields holder, String name) throws RefusedRequest {
    if (holder.isText(name)) {
      return holder.text(name);
    }
    StringBuilder text = new StringBuilder();
    for (RequestFields part : holder.objects(name)) {
      switch (part.text("type")) {
        case "input_text", "output_text" -> text.append(part.text("text"));
        case "refusal" -> text.append(part.text("refusal"));
        case "input_image", "input_file", "input_audio" -> {
          // Taken and not looked at.
        }
        default -> throw part.wrong("type", "a part of Responses, such as input_text");
      }
    }
    return text.toString();
  }

  /** Names of functions; the provider's own tools have none but their type. */
  private static List<String> tools(RequestFields fields) throws RefusedRequest {
    List<String> names = new ArrayList<>();
    for (RequestFields tool : fields.objects("tools")) {
      String type = tool.text("type");
      names.add(type.equals("function") ? tool.text("name") : type);
    }
    return names;
  }

  private static RefusedRequest refused(String message, String code, String param) {
    return new RefusedRequest(new ProviderError(400, message, null, code, param));
  }
}
