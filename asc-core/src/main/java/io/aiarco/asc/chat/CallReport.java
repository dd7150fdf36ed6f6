package io.aiarco.asc.chat;

import io.aiarco.asc.attempt.RouteTaken;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call that was answered was: the facts beside the answer, as they were settled.
 *
 * @param usage tokens of the attempt that served
 * @param cost of all attempts together; null when no price is known
 * @param route where the call went
 * @param auditId its id in the audit log, unless {@code warnings} say that it is unrecorded
 * @param servedFrom where the answer came from
 * @param warnings what was not done as it was asked for. Immutable.
 */
public record CallReport(
    Usage usage,
    @Nullable Cost cost,
    RouteTaken route,
    CallId auditId,
    ServedFrom servedFrom,
    List<Warning> warnings) {
  public CallReport {
    warnings = List.copyOf(warnings);
  }

  /** The report of {@code call}, which got the answer of this one again. */
  public CallReport replayedFor(CallId call) {
    // That call has a record of its own, and whether this one has is nothing it was asked for.
    List<Warning> kept = warnings.stream().filter(w -> !w.equals(Warning.UNRECORDED)).toList();
    return new CallReport(usage, cost, route, call, ServedFrom.DUPLICATE, kept);
  }
}
