package io.aiarco.asc.budget;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of an {@link InMemoryBudgetLedger}, each with what bounds it. An idle account is
 * forgotten some time after its period has ended; from then on that period has no room, so
 * forgetting never grants anything twice. Every new account looks at some old ones, so that their
 * number stays bounded and no call pays for many. Changed under the ledger's lock only; may be read
 * without it.
 */
final class AccountTable {
  /** How long an ended account is kept for calls that began in its period. */
  private static final long KEPT_AFTER_END = Duration.ofMinutes(15).toSeconds();

  private static final int LOOKED_AT_FOR_EACH_NEW = 4;

  private final Clock clock;
  private final ConcurrentHashMap<Account, AccountCounter> counters = new ConcurrentHashMap<>();
  private final Map<Limit, RollingSum> sums = new HashMap<>();
  private Limits limits;
  private Iterator<AccountCounter> old = List.<AccountCounter>of().iterator();

  /** When the latest period ended of which a used account was forgotten. */
  private long forgotten = Long.MIN_VALUE;

  AccountTable(Limits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** Null when there is none. */
  @Nullable AccountCounter find(Account account) {
    return counters.get(account);
  }

  Collection<AccountCounter> all() {
    return counters.values();
  }

  /** That of an account, made when there is none, for which some old ones are looked at. */
  AccountCounter require(Account account) {
    AccountCounter known = counters.get(account);
    if (known != null) {
      return known;
    }
    forgetSome();
    return make(account);
  }

  /** That of an account of an earlier process; forgets none meanwhile. */
  AccountCounter restored(Account account) {
    AccountCounter known = counters.get(account);
    return known == null ? make(account) : known;
  }

  private AccountCounter make(Account account) {
    AccountCounter made = new AccountCounter(account);
    bind(made);
    counters.put(account, made);
    return made;
  }

  /** Replaces what bounds all of them. */
  void limits(Limits limits) {
    this.limits = limits;
    sums.clear();
    counters.values().forEach(this::bind);
  }

  private void bind(AccountCounter counter) {
    long limit = AccountCounter.UNLIMITED;
    List<RollingSum> rolling = new ArrayList<>(0);
    List<Limit> covering = limits.covering(counter.account);
    for (Limit bound : covering) {
      if (bound.isRolling()) {
        RollingSum sum = sums.computeIfAbsent(bound, RollingSum::new);
        sum.add(counter);
        rolling.add(sum);
      } else {
        limit = bound.amount();
      }
    }
    boolean maybeForgotten = counter.end <= forgotten && !covering.isEmpty();
    counter.bind(maybeForgotten ? 0 : limit, List.copyOf(rolling));
  }

  private void forgetSome() {
    long second = clock.instant().getEpochSecond() - KEPT_AFTER_END;
    for (int i = 0; i < LOOKED_AT_FOR_EACH_NEW; i++) {
      if (!old.hasNext()) {
        old = counters.values().iterator();
      }
      if (old.hasNext()) {
        AccountCounter counter = old.next();
        if (counter.isForgettable(second)) {
          forget(counter);
        }
      }
    }
  }

  private void forget(AccountCounter counter) {
    counters.remove(counter.account);
    forgotten = counter.isFresh() ? forgotten : Math.max(forgotten, counter.end);
    for (RollingSum sum : counter.sums()) {
      if (sum.remove(counter)) {
        sums.remove(sum.limit());
      }
    }
  }
}
