package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.request.ClientObject;
import java.util.ArrayList;
import java.util.List;

/** Reads the tools of a request and the choice among them. */
final class OpenAiToolReader {
  /** What the protocol takes a function without parameters for. */
  private static final Json NO_PARAMETERS = Json.of("{\"type\":\"object\",\"properties\":{}}");

  private OpenAiToolReader() {}

  static Tool tool(ClientObject tool, String dialect) {
    tool.present("type", tool.word("type", "function"), "function");
    ClientObject function = tool.requireObject("function");
    String name = function.requireText("name");
    String description = function.text("description");
    Json parameters = function.json("parameters");
    return tool.make(
        () ->
            new Tool(
                name,
                description == null ? "" : description,
                parameters == null ? NO_PARAMETERS : parameters,
                tool.extras(dialect)));
  }

  /** The choice in the field {@code tool_choice}. */
  static ToolChoice choice(ClientObject request) {
    if (!request.has("tool_choice")) {
      return ToolChoice.AUTO;
    }
    if (request.hasText("tool_choice")) {
      String word =
          request.present(
              "tool_choice",
              request.word("tool_choice", "auto", "none", "required", "any"),
              "a choice");
      return switch (word) {
        case "none" -> ToolChoice.NONE;
        case "required", "any" -> ToolChoice.REQUIRED; // the second is Mistral's
        default -> ToolChoice.AUTO;
      };
    }
    ClientObject choice = request.requireObject("tool_choice");
    ToolChoice read =
        choice.says("type", "allowed_tools") ? subset(choice) : ToolChoice.named(name(choice));
    choice.text("type");
    choice.end("type, function or allowed_tools");
    return read;
  }

  private static ToolChoice subset(ClientObject choice) {
    ClientObject allowed = choice.requireObject("allowed_tools");
    String mode = allowed.present("mode", allowed.word("mode", "auto", "required"), "a mode");
    List<String> names = new ArrayList<>();
    for (ClientObject tool : allowed.objects("tools")) {
      names.add(name(tool));
      tool.end("type and function");
    }
    return allowed.make(() -> new ToolChoice.Subset(names, mode.equals("required")));
  }

  private static String name(ClientObject of) {
    of.present("type", of.word("type", "function"), "function");
    return of.requireObject("function").requireText("name");
  }
}
