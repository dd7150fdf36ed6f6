package io.aiarco.asc.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The most that may be settled and held together on each account of one scope and period kind.
 * Hard, unless its mode or enforcement says otherwise: it holds at every instant, under any
 * concurrency.
 *
 * <p>A rolling limit bounds several accounts together: that of the current period and those of the
 * {@code past} periods before it. Whatever happened within the last {@code past} periods' length,
 * ending at any instant, lies in them; what is used comes free again a period at a time.
 *
 * @param scope whose accounts; one of {@link Scope#each} limits every name of its kind
 * @param past how many periods before the current one count too: 0, or 1 to 400 minutes, hours or
 *     days of a rolling limit
 * @param amount at least 0, in the unit (billionths for money)
 * @param mode how much a call holds, of a limit of money or tokens
 * @param line how calls wait for room, of a limit of parallel calls
 * @param enforcement whether it refuses, and what happens before. Immutable.
 */
public record Limit(
    Unit unit,
    String scope,
    Period period,
    int past,
    ZoneId zone,
    long amount,
    HoldMode mode,
    WaitingLine line,
    Enforcement enforcement) {
  /** The most periods a rolling limit looks back: every hold adds them up. */
  public static final int MAX_PAST = 400;

  public Limit {
    if (amount < 0) {
      throw new IllegalArgumentException(
          "limit " + scope + ": " + unit.format(amount) + " (expected: >= 0)");
    }
    if (past < 0 || past > MAX_PAST || past > 0 && !period.rolls()) {
      throw new IllegalArgumentException(
          "limit "
              + scope
              + ": "
              + past
              + " past periods of "
              + period
              + " (expected: 0, or up to "
              + MAX_PAST
              + " minutes, hours or days)");
    }
    if (mode != HoldMode.STRICT && !unit.isMoney() && !unit.equals(Unit.TOKENS)) {
      throw new IllegalArgumentException(
          "limit "
              + scope
              + ": "
              + mode
              + " for "
              + unit
              + " (expected: only for money or tokens)");
    }
    if (!line.equals(WaitingLine.NONE) && !unit.equals(Unit.PARALLEL)) {
      throw new IllegalArgumentException(
          "limit " + scope + ": a queue for " + unit + " (expected: only for parallel calls)");
    }
  }

  /** Whether it is a hard budget: never exceeded, and used up, as parallel calls never are. */
  public boolean isHardBudget() {
    return enforcement.hard() && mode == HoldMode.STRICT && !unit.equals(Unit.PARALLEL);
  }

  /** A strict, hard limit at which nobody waits. */
  public Limit(Unit unit, String scope, Period period, int past, ZoneId zone, long amount) {
    this(
        unit,
        scope,
        period,
        past,
        zone,
        amount,
        HoldMode.STRICT,
        WaitingLine.NONE,
        Enforcement.HARD);
  }

  /** The same on each period alone. */
  public Limit(Unit unit, String scope, Period period, ZoneId zone, long amount) {
    this(unit, scope, period, 0, zone, amount);
  }

  /** The same, held against in another mode. */
  public Limit with(HoldMode other) {
    return new Limit(unit, scope, period, past, zone, amount, other, line, enforcement);
  }

  /** The same, at which calls wait. */
  public Limit with(WaitingLine other) {
    return new Limit(unit, scope, period, past, zone, amount, mode, other, enforcement);
  }

  /** The same, enforced otherwise. */
  public Limit with(Enforcement other) {
    return new Limit(unit, scope, period, past, zone, amount, mode, line, other);
  }

  /**
   * Whether the id of every account that it can bind, and that its throttle can, fits an audit
   * record.
   */
  public boolean fits() {
    for (Threshold threshold : enforcement.thresholds()) {
      if (threshold.action() instanceof SoftAction.Throttle throttle && !slowed(throttle).fits()) {
        return false;
      }
    }
    int span = period.span(Instant.EPOCH, zone).length();
    return Scope.mostBytes(scope) + 1 + span <= Account.MAX_ID_BYTES;
  }

  /** Whether periods before the current one count too. */
  public boolean isRolling() {
    return past > 0;
  }

  /** This limit for one name of the kind that it is for each of. */
  public Limit on(String named) {
    return new Limit(unit, named, period, past, zone, amount, mode, line, enforcement);
  }

  /** What a throttle of this limit is: so many requests a minute, on an account of their own. */
  public Limit slowed(SoftAction.Throttle throttle) {
    return new Limit(
        Unit.REQUESTS, Scope.slow(scope), Period.MINUTE, ZoneOffset.UTC, throttle.perMinute());
  }

  /** The account that a call at {@code instant} is counted on. */
  public Account accountAt(Instant instant) {
    return new Account(unit, scope, period.span(instant, zone));
  }

  /** How long what it bounds together lasts, when no clock is changed meanwhile. */
  public Duration length() {
    return period.length().multipliedBy(past + 1L);
  }

  /**
   * All accounts that this bounds together at {@code instant}, newest first. Just one, unless it is
   * rolling.
   */
  public List<Account> accountsAt(Instant instant) {
    List<Account> accounts = new ArrayList<>(past + 2);
    accounts.add(accountAt(instant));
    if (isRolling()) {
      Instant from = rollsFrom(instant);
      Instant before = period.start(instant, zone).minusNanos(1);
      while (!before.isBefore(from)) {
        accounts.add(accountAt(before));
        before = period.start(before, zone).minusNanos(1);
      }
    }
    return accounts;
  }

  /** How long after its period's end an account counts at most: days may be longer than others. */
  Duration window() {
    return isRolling() ? period.length().multipliedBy(past + 2L) : Duration.ZERO;
  }

  /** Accounts that end later than this count when a call comes at {@code instant}. */
  Instant rollsFrom(Instant instant) {
    return period.start(instant, zone).minus(period.length().multipliedBy(past));
  }

  /** Whether the other limits the same unit over the same periods. */
  boolean isLike(Limit other) {
    return unit.equals(other.unit) && period == other.period && past == other.past;
  }

  /** Whether {@code account} is one this limits, at whatever time. */
  boolean covers(Account account) {
    return unit.equals(account.unit())
        && scope.equals(account.scope())
        && period.span(within(account), zone).equals(account.span());
  }

  /** An instant in the account's period: its last, whatever the period's length. */
  static Instant within(Account account) {
    return account.periodEnd().map(end -> end.minusNanos(1)).orElse(Instant.EPOCH);
  }
}
