package io.aiarco.asc.budget;

import io.aiarco.asc.call.ModelName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How much is settled under a limit: what thresholds are compared with. What calls in flight hold
 * is their worst case, mostly far above what they will cost and given back a moment later; counted
 * in, thresholds would be passed and left again with every burst. Settled amounts only grow.
 *
 * @param account the current period's. Immutable.
 */
public record Standing(Limit limit, Account account, long settled) {
  /** How {@code limit} stands at {@code instant}. */
  public static Standing of(Limit limit, Instant instant, BudgetLedger ledger) {
    long settled = 0;
    List<Account> accounts = limit.accountsAt(instant);
    for (Account account : accounts) {
      settled = sum(settled, ledger.balance(account).settled());
    }
    return new Standing(limit, accounts.get(0), settled);
  }

  /** A threshold of it that is passed. */
  public record Passed(Standing standing, Threshold threshold) {
    /** The rule's id in records, such as {@code budget.tenant/acme.USD.month@90%}. */
    public String rule() {
      Limit limit = standing.limit;
      String period = limit.period().name().toLowerCase(Locale.ROOT);
      return "budget."
          + limit.scope()
          + "."
          + limit.unit()
          + "."
          + period
          + (limit.isRolling() ? "+" + limit.past() : "")
          + "@"
          + threshold.percent()
          + "%";
    }

    /** What is settled, with its unit. */
    public String value() {
      return format(standing.settled);
    }

    /** Below which amount it would not be passed. */
    public String expected() {
      return "below "
          + format(threshold.of(standing.limit.amount()))
          + ", "
          + threshold.percent()
          + "% of the limit";
    }

    /** Whether it refuses the call. */
    boolean denies() {
      return threshold.action() instanceof SoftAction.Deny;
    }

    /** The limit that slows the call down, if it does. */
    public Optional<Limit> slow() {
      return threshold.action() instanceof SoftAction.Throttle throttle
          ? Optional.of(standing.limit.slowed(throttle))
          : Optional.empty();
    }

    /** The model that the call should go to, if to another one. */
    public Optional<ModelName> downgradeTo() {
      return threshold.action() instanceof SoftAction.Downgrade downgrade
          ? Optional.of(downgrade.to())
          : Optional.empty();
    }

    private String format(long amount) {
      return standing.limit.unit().format(amount) + " " + standing.limit.unit();
    }
  }

  /** The thresholds that are passed, lowest first. */
  public List<Passed> passed() {
    List<Passed> passed = new ArrayList<>(2);
    for (Threshold threshold : limit.enforcement().thresholds()) {
      if (settled >= threshold.of(limit.amount())) {
        passed.add(new Passed(this, threshold));
      }
    }
    return passed;
  }

  private static long sum(long a, long b) {
    return b > 0 && a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
