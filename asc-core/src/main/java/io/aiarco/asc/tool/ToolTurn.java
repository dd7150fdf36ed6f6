package io.aiarco.asc.tool;

import io.aiarco.asc.chat.ChatResponse;
import java.util.List;

/**
 * One turn of a run: a governed call with its own audit id, usage and cost, and the tools run for
 * it.
 *
 * @param answers in the order of the reply's tool calls; none in the last turn. Immutable.
 */
public record ToolTurn(ChatResponse response, List<ToolAnswer> answers) {
  public ToolTurn {
    answers = List.copyOf(answers);
  }
}
