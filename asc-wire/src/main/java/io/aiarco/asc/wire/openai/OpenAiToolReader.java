package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.wire.request.ClientObject;
import io.aiarco.asc.wire.request.ClientTools;
import java.util.List;

/** Reads the tools of a request and the choice among them. */
final class OpenAiToolReader {
  private OpenAiToolReader() {}

  static Tool tool(ClientObject tool, String dialect) {
    tool.present("type", tool.word("type", "function"), "function");
    return ClientTools.function(tool.requireObject("function"), () -> tool.extras(dialect));
  }

  /** The choice in the field {@code tool_choice}. */
  static ToolChoice choice(ClientObject request) {
    return ClientTools.choice(
        request,
        List.of("auto", "none", "required", "any"),
        choice -> choice.requireObject("function"),
        choice -> choice.requireObject("allowed_tools"));
  }
}
