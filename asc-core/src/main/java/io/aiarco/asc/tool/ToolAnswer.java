package io.aiarco.asc.tool;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * One tool call of a run, and what came of it.
 *
 * @param output what the model was told
 * @param failure what the handler threw; null when it returned. Immutable.
 */
public record ToolAnswer(ToolCall call, ToolOutput output, @Nullable Exception failure) {
  /** The answer as it goes back to the model. */
  public Content.ToolResult result() {
    return new Content.ToolResult(call.id(), output.content(), output.error());
  }
}
