package io.aiarco.asc.audit;

import io.aiarco.asc.audit.IntentPermit.Durability;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.EndpointId;

/**
 * The only maker of {@link IntentPermit}s: it hands one out when the attempt's record is durable
 * and its hold exists, or for a call that {@link VolatileCalls} has counted in. So "nothing leaves
 * before it is written down" is not a rule to remember but the only thing the types can say.
 * Thread-safe.
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
    return pending(log.append(intent), call, 1, intent.plan().get(0), Durability.DURABLE);
  }

  /** Writes a further attempt of a call; see {@link #open}. */
  public Pending next(AuditRecord.CallAttempt attempt, Hold hold) {
    checkHold(hold, attempt.call());
    return pending(
        log.append(attempt),
        attempt.call(),
        attempt.attempt(),
        attempt.endpoint(),
        Durability.DURABLE);
  }

  /** Writes that a running attempt holds more; it may use that when the receipt is awaited. */
  public AuditReceipt extend(AuditRecord.CallHold more, Hold hold) {
    checkHold(hold, more.call());
    return log.append(more);
  }

  /** Goes on with an attempt of a call that is only counted. */
  public Pending unrecorded(VolatileCall counted, int attempt, EndpointId endpoint, Hold hold) {
    checkHold(hold, counted.call());
    AuditReceipt none = deadline -> {}; // there is no record to wait for
    return pending(none, counted.call(), attempt, endpoint, Durability.VOLATILE);
  }

  private static Pending pending(
      AuditReceipt receipt, CallId call, int attempt, EndpointId endpoint, Durability durability) {
    return new Pending(receipt, new IntentPermit(call, attempt, endpoint, durability));
  }

  /** A permit to be: its record, if it has one, is taken but may not be durable. Thread-safe. */
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
