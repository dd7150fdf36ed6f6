package io.aiarco.asc.tool;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;
import java.util.List;

/**
 * The model asked for tools again in the last turn it had. Every turn went well and is paid for.
 * The audit id is that of the last one. Thread-safe.
 */
public final class ToolTurnsException extends AscException {
  private static final long serialVersionUID = 1L;

  private final transient List<ToolTurn> turns;

  /** {@code turns}: all of them; the tools of the last one were not run. */
  public ToolTurnsException(List<ToolTurn> turns) {
    super(
        ErrorCode.TOOL_TURNS,
        "tools: asked for in turn " + turns.size() + " (expected: an answer by then)",
        RetryAdvice.NEVER,
        null);
    this.turns = List.copyOf(turns);
    ToolTurn last = turns.get(turns.size() - 1);
    attach(last.response().auditId(), last.response().route().attempts());
  }

  /** All turns in order. */
  public List<ToolTurn> turns() {
    return turns;
  }
}
