package io.aiarco.asc.audit;

import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.call.CallId;
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
   * Writes a call's intent. From here on the call must end in the log, whatever becomes of the
   * wait.
   *
   * @param hold the hold of this call
   * @throws AuditUnavailableException when the log does not take it; then there is nothing to end
   */
  public Pending open(AuditRecord.CallIntent intent, Hold hold) {
    CallId call = intent.facts().call();
    checkHold(hold, call);
    return new Pending(log.append(intent), new IntentPermit(call, 1, intent.plan().get(0)));
  }

  /** Writes a further attempt of a call; see {@link #open}. */
  public Pending next(AuditRecord.CallAttempt attempt, Hold hold) {
    checkHold(hold, attempt.call());
    return new Pending(
        log.append(attempt),
        new IntentPermit(attempt.call(), attempt.attempt(), attempt.endpoint()));
  }

  /** Writes that a running attempt holds more; it may use that when the receipt is awaited. */
  public AuditReceipt extend(AuditRecord.CallHold more, Hold hold) {
    checkHold(hold, more.call());
    return log.append(more);
  }

  /** A record that is taken but may not be durable yet. Thread-safe. */
  public static final class Pending {
    private final AuditReceipt receipt;
    private final IntentPermit permit;

    private Pending(AuditReceipt receipt, IntentPermit permit) {
      this.receipt = receipt;
      this.permit = permit;
    }

    /** Waits until the record is durable; throws what {@link AuditReceipt#await} throws. */
    public IntentPermit await(Deadline deadline) {
      receipt.await(deadline);
      return permit;
    }
  }

  private static void checkHold(Hold hold, CallId call) {
    if (!hold.call().equals(call)) {
      throw new IllegalStateException("hold: of call " + hold.call() + " (expected: " + call + ")");
    }
  }
}
