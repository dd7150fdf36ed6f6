package io.aiarco.asc.tool;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.json.Json;
import java.util.List;

/**
 * What a tool answers the model.
 *
 * @param content texts, images and documents in order; may be empty
 * @param error whether the tool failed. Immutable.
 */
public record ToolOutput(List<Content> content, boolean error) {
  public ToolOutput {
    content = List.copyOf(content);
  }

  /** A result of one text. */
  public static ToolOutput text(String text) {
    return new ToolOutput(List.of(new Content.Text(text)), false);
  }

  /** A result of JSON. */
  public static ToolOutput json(Json json) {
    return text(json.text());
  }

  /** A failure, in words for the model. */
  public static ToolOutput error(String why) {
    return new ToolOutput(List.of(new Content.Text(why)), true);
  }
}
