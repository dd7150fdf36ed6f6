package io.aiarco.asc.pipeline;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.IntentGate;
import io.aiarco.asc.audit.VolatileCall;
import io.aiarco.asc.audit.VolatileCalls;
import io.aiarco.asc.audit.Volatility;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.BudgetLedger;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.provider.ProviderFailure;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The books of one call: what it holds, what it used, what stands in the log. They close once, in
 * the one safe order: the outcome goes to the log before the hold goes back to the ledger. Money
 * set free is then spent by calls whose intents stand behind that outcome in the log, so a log cut
 * off anywhere never shows more held and settled than a limit allows.
 *
 * <p>Where the log refuses the intent and the tenant allows it, the call is only counted, and stays
 * so to its end whatever the log does meanwhile: an end without an intent is no evidence.
 *
 * <p>Thread-safe; {@code lock} guards {@code hold}, {@code content}, {@code intended}, {@code
 * counted} and {@code closed}, and keeps any record of the call from being written after its end.
 */
final class Books {
  private static final Logger log = LoggerFactory.getLogger(Books.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final BudgetLedger budgets;
  private final Turnstile turnstile;
  private final IntentGate gate;
  private final CallRecord record;
  private final Meter meter;
  private final BudgetMetrics metrics;
  private Hold hold;
  private CallContent content = CallContent.NONE;
  private boolean intended;
  private @Nullable VolatileCall counted;
  private boolean closed;

  Books(
      BudgetLedger budgets,
      Turnstile turnstile,
      IntentGate gate,
      CallRecord record,
      Meter meter,
      BudgetMetrics metrics,
      Hold hold) {
    this.budgets = budgets;
    this.turnstile = turnstile;
    this.gate = gate;
    this.record = record;
    this.meter = meter;
    this.metrics = metrics;
    this.hold = hold;
  }

  Meter meter() {
    return meter;
  }

  CallContent content() {
    lock.lock();
    try {
      return content;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the call is one of those that have no records. */
  boolean isUnrecorded() {
    lock.lock();
    try {
      return counted != null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes the intent; from here on the call has an outcome, and {@code kept} of its content. A log
   * that refuses it has the call counted among {@code volatiles}, if that is allowed.
   */
  IntentGate.Pending open(
      AuditRecord.CallIntent intent,
      CallContent kept,
      VolatileCalls volatiles,
      Optional<Volatility> allowed) {
    lock.lock();
    try {
      requireOpen();
      content = kept;
      IntentGate.Pending pending = gate.open(intent, hold);
      intended = true;
      record.intended();
      return pending;
    } catch (AuditUnavailableException refusal) {
      if (allowed.isEmpty()) {
        throw refusal;
      }
      counted = volatiles.begin(hold.call(), record.tenant(), allowed.get());
      record.unrecorded();
      return gate.unrecorded(counted, 1, intent.plan().get(0), hold);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Holds {@code more} and writes a further attempt, at which {@code dropped} is left out.
   *
   * @throws ProviderFailure when the record of the call's end would then be too long
   */
  IntentGate.Pending next(
      int attempt, EndpointId endpoint, List<Feature> dropped, List<HoldLine> more)
      throws ProviderFailure {
    lock.lock();
    try {
      requireOpen();
      requireWritable(more);
      if (!more.isEmpty()) {
        hold = budgets.extend(hold, more);
      }
      if (counted != null) {
        return gate.unrecorded(counted, attempt, endpoint, hold);
      }
      return gate.next(
          new AuditRecord.CallAttempt(
              hold.call(), record.tenant(), attempt, endpoint, dropped, more),
          hold);
    } finally {
      lock.unlock();
    }
  }

  /** Holds {@code more} for the running attempt, which may use it once that is on disk. */
  AuditReceipt extend(List<HoldLine> more) {
    lock.lock();
    try {
      requireOpen();
      hold = budgets.extend(hold, more);
      if (counted != null) {
        return deadline -> {}; // there is no record to wait for
      }
      return gate.extend(new AuditRecord.CallHold(hold.call(), record.tenant(), more), hold);
    } finally {
      lock.unlock();
    }
  }

  /** Closes them as the call ended. */
  void close(Ending ending) {
    meter.fail(ending.runningAttempt());
    List<Attempt> attempts = meter.attempts();
    lock.lock();
    try {
      closed = true;
      Charge charge = Charge.of(attempts, hold, record.tenant());
      if (counted != null) {
        record.ended(ending, attempts);
        counted.end(charge.settle());
      } else if (intended && !record.outcome(ending, attempts, charge, content)) {
        log.warn("call {}: its hold stays, since its outcome is not recorded", hold.call());
        return;
      }
      turnstile.settle(hold, charge.settle());
      metrics.settled(hold.lines(), charge.settle());
    } finally {
      lock.unlock();
    }
  }

  /** Accounts that stand in the same lines of a hold are charged the same, so share a line. */
  private void requireWritable(List<HoldLine> more) throws ProviderFailure {
    List<HoldLine> all = new ArrayList<>(hold.lines());
    all.addAll(more);
    Map<Account, BitSet> places = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      for (Account account : all.get(i).accounts()) {
        places.computeIfAbsent(account, none -> new BitSet()).set(i);
      }
    }
    places.keySet().removeIf(account -> account.unit().equals(Unit.PARALLEL));
    long lines = places.values().stream().distinct().count();
    if (lines > HoldLine.MOST_LINES || places.size() > HoldLine.MOST_ACCOUNTS) {
      throw ProviderFailure.of(
          FailureClass.NOT_ADMITTED,
          "record: %d lines, %d accounts (expected: at most %d and %d)"
              .formatted(lines, places.size(), HoldLine.MOST_LINES, HoldLine.MOST_ACCOUNTS),
          null);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new CancelledException("before it was sent", null);
    }
  }
}
