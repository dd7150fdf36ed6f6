package io.aiarco.asc.wire.anthropic;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.request.ClientObject;

/**
 * Reads the tools of a request and the choice among them. Tools the provider runs itself, or has
 * the schema of, are refused: what they cost and where they go nobody decided on.
 */
final class AnthropicToolReader {
  private AnthropicToolReader() {}

  static void read(ClientObject body, ChatRequest.Builder to) {
    for (ClientObject tool : body.objects("tools")) {
      to.tool(tool(tool));
    }
    ClientObject choice = body.object("tool_choice");
    if (choice != null) {
      to.toolChoice(choice(choice));
      Boolean single = choice.flag("disable_parallel_tool_use");
      if (single != null) {
        to.parallelToolCalls(!single);
      }
      choice.end("type, name and disable_parallel_tool_use");
    }
  }

  private static Tool tool(ClientObject tool) {
    tool.word("type", "custom");
    String name = tool.requireText("name");
    String description = tool.text("description");
    Json schema = tool.present("input_schema", tool.json("input_schema"), "a JSON Schema");
    return tool.make(
        () ->
            new Tool(
                name,
                description == null ? "" : description,
                schema,
                tool.extras(AnthropicDialect.NAME)));
  }

  private static ToolChoice choice(ClientObject choice) {
    String type =
        choice.present("type", choice.word("type", "auto", "any", "tool", "none"), "a type");
    return switch (type) {
      case "any" -> ToolChoice.REQUIRED;
      case "tool" -> ToolChoice.named(choice.requireText("name"));
      case "none" -> ToolChoice.NONE;
      default -> ToolChoice.AUTO;
    };
  }
}
