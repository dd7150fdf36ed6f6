package io.aiarco.asc.audit.spend;

import java.time.LocalDate;

/**
 * Both sides of one model on one day, or of one request. Immutable.
 *
 * @param day in UTC
 * @param request the provider's id; empty where several are summed up
 * @param call the call it belongs to; empty where none does, or several are summed up
 */
public record Reconciled(
    LocalDate day,
    String model,
    String request,
    String call,
    Verdict verdict,
    UsageSum log,
    UsageSum export) {
  /** What a comparison comes to, the worst first. */
  public enum Verdict {
    /** The provider had requests of which the log has nothing: somebody went past the gateway. */
    BYPASS,
    /** More tokens than the log has; of an export that counts no requests it may be a bypass. */
    MORE_IN_EXPORT,
    /** The log has what the export lacks: not billed yet, or under another account. */
    NOT_IN_EXPORT,
    /** The log says more than the provider. */
    MORE_IN_LOG,
    /** The same tokens at another price. */
    PRICE_DRIFT,
    /** The same. */
    AGREES
  }
}
