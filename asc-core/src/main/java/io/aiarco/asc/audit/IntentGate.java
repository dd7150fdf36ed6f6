package io.aiarco.asc.audit;

import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.call.Deadline;

/**
 * The only maker of {@link IntentPermit}s: it hands one out when the attempt's record is durable
 * and its hold exists. So "nothing leaves before it is written down" is not a rule to remember but
 * the only thing the types can say. Thread-safe.
 */
public final class IntentGate {
  private final AuditLog log;

  /** A gate in front of {@code log}. */
  public IntentGate(AuditLog log) {
    this.log = log;
  }

  /**
   * Writes a call's intent, waits, and permits its first attempt.
   *
   * @param hold the hold of this call
   * @throws RuntimeException what {@link AuditLog#append} and {@link AuditReceipt#await} throw;
   *     nothing may be sent
   */
  public IntentPermit open(AuditRecord.CallIntent intent, Hold hold, Deadline deadline) {
    checkHold(hold, intent.facts().call());
    log.append(intent).await(deadline);
    return new IntentPermit(intent.facts().call(), 1, intent.plan().get(0));
  }

  /** Writes a further attempt, waits, and permits it. */
  public IntentPermit next(AuditRecord.CallAttempt attempt, Hold hold, Deadline deadline) {
    checkHold(hold, attempt.call());
    log.append(attempt).await(deadline);
    return new IntentPermit(attempt.call(), attempt.attempt(), attempt.endpoint());
  }

  private static void checkHold(Hold hold, io.aiarco.asc.call.CallId call) {
    if (!hold.call().equals(call)) {
      throw new IllegalStateException("hold: of call " + hold.call() + " (expected: " + call + ")");
    }
  }
}
