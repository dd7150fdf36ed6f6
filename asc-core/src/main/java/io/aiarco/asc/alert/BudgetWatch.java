package io.aiarco.asc.alert;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.BudgetLedger;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Standing;
import io.aiarco.asc.budget.Unit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks at accounts from time to time, beside the calls, and tells of two things: a threshold that
 * is passed, once for each period of an account (of a rolling limit, once until it was not), and
 * money or tokens used unusually fast ({@link Pace}), once until an hour was usual.
 *
 * <p>Looking at balances rather than at calls leaves the path of a call alone, needs no agreement
 * between calls that pass a threshold at once, and finds after a restart what a dead process passed
 * without telling.
 *
 * <p>At most 2,000 paces are kept, of about 3 KB each; limits beyond are watched for thresholds
 * only. Single-thread: that of whoever calls {@link #look()} every {@link #EVERY}.
 */
public final class BudgetWatch {
  /** How often to look. */
  public static final Duration EVERY = Duration.ofSeconds(5);

  private static final int PACES_AT_MOST = 2_000;
  private static final Duration CALM = Duration.ofHours(1);

  /** An account that is used so many times slower than evenly, or more, is not worth an alert. */
  private static final int NEGLIGIBLE = 10;

  private static final String ROLLING = "rolling ";

  private final Supplier<Limits> limits;
  private final BudgetLedger ledger;
  private final Clock clock;
  private final AlertSink sink;
  private final ToldAlerts told;
  private final Map<String, Used> paces = new HashMap<>();
  private Instant lastLook;

  /** How one scope's unit is used, by the account of its first limit. */
  private static final class Used {
    final Pace pace;
    Account account;
    long settled;
    Instant unusual = Instant.MIN;

    Used(Pace pace, Account account, long settled) {
      this.pace = pace;
      this.account = account;
      this.settled = settled;
    }
  }

  /** A watch that has not looked yet; {@code limits} is asked at each look. */
  public BudgetWatch(
      Supplier<Limits> limits, BudgetLedger ledger, Clock clock, AlertSink sink, ToldAlerts told) {
    this.limits = limits;
    this.ledger = ledger;
    this.clock = clock;
    this.sink = sink;
    this.told = told;
    this.lastLook = clock.instant();
  }

  /** Looks once, and tells what is to be told. */
  public void look() {
    Instant now = clock.instant();
    Set<String> passed = new HashSet<>();
    Set<String> scopes = new HashSet<>();
    for (Limit limit : limits.get().named(() -> ledger.balances().accounts().keySet())) {
      Standing standing = Standing.of(limit, now, ledger);
      if (!limit.isRolling() && !limit.accountAt(lastLook).equals(standing.account())) {
        thresholds(Standing.of(limit, lastLook, ledger), now, passed); // its last seconds
      }
      thresholds(standing, now, passed);
      String key = limit.unit() + " " + limit.scope();
      boolean isUsed = limit.unit().isMoney() || limit.unit().equals(Unit.TOKENS);
      if (isUsed && scopes.add(key)) {
        pace(key, limit, standing.account(), now);
      }
    }
    told.forget(id -> !passed.contains(id) && mayComeAgain(id, now));
    told.keep();
    lastLook = now;
  }

  private void thresholds(Standing standing, Instant now, Set<String> passed) {
    for (Standing.Passed by : standing.passed()) {
      String id =
          standing.limit().isRolling()
              ? ROLLING + by.rule()
              : standing.account() + " " + by.threshold().percent();
      passed.add(id);
      if (told.isNew(id)) {
        sink.tell(
            new Alert(
                AlertKind.BUDGET_THRESHOLD,
                standing.account().id(),
                "settled",
                by.value(),
                by.expected(),
                now));
      }
    }
  }

  /** Whether what was told can be forgotten: a rolling limit is below again, a period long over. */
  private static boolean mayComeAgain(String id, Instant now) {
    if (id.startsWith(ROLLING)) {
      return true;
    }
    String[] words = id.split(" ", 3);
    return words.length < 3
        || Account.parse(new Unit(words[0]), words[1])
            .periodEnd()
            .map(end -> end.plus(CALM).isBefore(now))
            .orElse(false);
  }

  private void pace(String key, Limit limit, Account account, Instant now) {
    long settled = ledger.balance(account).settled();
    Used used = paces.get(key);
    if (used == null) {
      if (paces.size() < PACES_AT_MOST) {
        paces.put(key, new Used(new Pace(now), account, settled));
      }
      return;
    }
    long more = settled - used.settled;
    if (!account.equals(used.account)) {
      more = settled + ledger.balance(used.account).settled() - used.settled;
    }
    used.pace.add(Math.max(0, more), now);
    used.account = account;
    used.settled = settled;
    if (!used.pace.isUnusual() || used.pace.window() < negligible(limit)) {
      return;
    }
    if (used.unusual.plus(CALM).isBefore(now)) {
      Unit unit = limit.unit();
      sink.tell(
          new Alert(
              AlertKind.BUDGET_PACE,
              account.id(),
              "used in ten minutes",
              unit.format(used.pace.window()) + " " + unit,
              "about as much as around this time of day in the last week, at most "
                  + unit.format(used.pace.usual())
                  + " "
                  + unit,
              now));
    }
    used.unusual = now;
  }

  private static long negligible(Limit limit) {
    return limit.amount() / Math.max(1, limit.length().dividedBy(Pace.WINDOW)) / NEGLIGIBLE;
  }
}
