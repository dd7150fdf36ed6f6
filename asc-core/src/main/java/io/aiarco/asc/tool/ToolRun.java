package io.aiarco.asc.tool;

import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Usage;
import java.util.List;
import java.util.Optional;

/**
 * A run that came to its end.
 *
 * @param turns in order, at least one. Immutable.
 */
public record ToolRun(List<ToolTurn> turns) {
  public ToolRun {
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("turns: 0 (expected: >= 1)");
    }
    turns = List.copyOf(turns);
  }

  /** The reply that asked for no more tools. Its usage and cost are those of the last turn only. */
  public ChatResponse response() {
    return turns.get(turns.size() - 1).response();
  }

  /** The usage of all turns together. */
  public Usage usage() {
    return turns.stream().map(turn -> turn.response().usage()).reduce(Usage::plus).orElseThrow();
  }

  /** What all turns cost together; absent when no price is known. The weakest source counts. */
  public Optional<Cost> cost() {
    return turns.stream().flatMap(turn -> turn.response().cost().stream()).reduce(Cost::plus);
  }

  @Override
  public String toString() {
    return "ToolRun[" + turns.size() + " turns, " + response() + "]";
  }
}
