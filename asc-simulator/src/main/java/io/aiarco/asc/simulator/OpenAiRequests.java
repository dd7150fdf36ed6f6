package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.ReceivedRequest.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads Chat Completions requests (OpenAI API reference, Create chat completion; openapi.json
 * 2.3.0).
 */
final class OpenAiRequests {

  private static final Set<String> ROLES =
      Set.of("developer", "system", "user", "assistant", "tool", "function");

  private OpenAiRequests() {}

  /**
   * Reads a request.
   *
   * @param deployment the model named by the path; empty where the body names it
   */
  static ReceivedRequest read(long number, Dialect dialect, byte[] body, String deployment)
      throws RefusedRequest {
    RequestFields fields = RequestFields.read(body);
    String model = deployment.isEmpty() ? fields.text("model") : deployment;
    if (model.isEmpty()) {
      throw new RefusedRequest("you must provide a model parameter", "model");
    }
    boolean stream = fields.flag("stream");
    if (fields.has("stream_options") && !stream) {
      throw new RefusedRequest(
          "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
          "stream_options");
    }
    boolean includeUsage =
        fields.has("stream_options") && fields.object("stream_options").flag("include_usage");
    return ReceivedRequest.builder(number, dialect, model).stream(stream)
        .includeUsage(includeUsage)
        .maxOutputTokens(limit(fields))
        .turns(turns(fields))
        .tools(tools(fields))
        .choices(choices(fields))
        .stored(fields.flag("store"))
        .build();
  }

  /** How many choices are asked for, 1 to 128. */
  static int choices(RequestFields fields) throws RefusedRequest {
    long choices = fields.count("n", 1).orElse(1);
    if (choices > 128) {
      throw fields.wrong("n", "an integer from 1 to 128");
    }
    return (int) choices;
  }

  private static OptionalLong limit(RequestFields fields) throws RefusedRequest {
    OptionalLong current = fields.count("max_completion_tokens", 1);
    OptionalLong former = fields.count("max_tokens", 1);
    if (current.isPresent() && former.isPresent()) {
      throw new RefusedRequest(
          "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
          "max_tokens");
    }
    return current.isPresent() ? current : former;
  }

  static List<Turn> turns(RequestFields fields) throws RefusedRequest {
    List<Turn> turns = new ArrayList<>();
    for (RequestFields message : fields.objects("messages")) {
      String role = message.text("role");
      if (!ROLES.contains(role)) {
        throw message.wrong("role", "one of " + ROLES.stream().sorted().toList());
      }
      if (role.equals("tool")) {
        message.text("tool_call_id");
      }
      turns.add(new Turn(role, content(message, role)));
    }
    if (turns.isEmpty()) {
      throw new RefusedRequest("Missing required parameter: 'messages'.", "messages");
    }
    return turns;
  }

  private static String content(RequestFields message, String role) throws RefusedRequest {
    if (message.isText("content")) {
      return message.text("content");
    }
    if (!message.has("content")) {
      if (role.equals("assistant")) {
        return "";
      }
      throw new RefusedRequest(
          "Invalid value for '" + message.pathOf("content") + "': expected a string, got null.",
          message.pathOf("content"));
    }
    StringBuilder text = new StringBuilder();
    for (RequestFields part : message.objects("content")) {
      switch (part.text("type")) {
        case "text" -> text.append(part.text("text"));
        case "image_url" -> part.object("image_url").text("url");
        default -> {
          // Audio, files and refusals are taken unread.
        }
      }
    }
    return text.toString();
  }

  static List<String> tools(RequestFields fields) throws RefusedRequest {
    List<String> names = new ArrayList<>();
    for (RequestFields tool : fields.objects("tools")) {
      String type = tool.text("type");
      names.add(tool.object(type).text("name"));
    }
    return names;
  }
}
