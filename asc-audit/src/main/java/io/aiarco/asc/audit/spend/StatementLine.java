package io.aiarco.asc.audit.spend;

import java.util.List;

/**
 * One entry of an account. Immutable.
 *
 * @param seq the record that made it; −1 for what was carried over
 * @param at that record's {@code ts}; empty for what was carried over
 * @param kind {@code carried}, {@code open}, {@code adjust}, {@code gap}, {@code orphan}, or how
 *     the call ended
 * @param call empty where it is no call's
 * @param held what the call held here; for an open one, what it holds
 * @param settled what was charged here, in the account's unit (billionths for money)
 * @param attempts what the charge is made of
 * @param why an operator's word, for {@code adjust}; the log, for {@code carried}
 */
public record StatementLine(
    long seq,
    String at,
    String kind,
    String call,
    long held,
    long settled,
    List<SpentAttempt> attempts,
    String why) {
  public StatementLine {
    attempts = List.copyOf(attempts);
  }
}
