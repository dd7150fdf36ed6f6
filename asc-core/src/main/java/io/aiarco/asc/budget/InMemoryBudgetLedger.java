package io.aiarco.asc.budget;

import io.aiarco.asc.call.CallId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Budgets of one process, exact at any concurrency. Thread-safe.
 *
 * <p>A hold locks all its accounts in the order of their numbers, looks whether every one has room,
 * and only then changes any. So it takes all or nothing without a roll-back that others could see,
 * no two holds wait for each other in a circle, and one is refused only when an account truly had
 * no room. A settlement replaces held by used under the same locks, so a room that a call has used
 * up is free to nobody in between.
 *
 * <p>Which calls hold is one concurrent map, and its atomic replace and remove decide every race:
 * an end takes out what a call holds exactly once, and an extension that comes too late gives back.
 *
 * <p>{@code structure} guards {@code limits}, {@code forgotten} and the coming and going of
 * accounts; it is taken before any account's lock. An idle account is forgotten some time after its
 * period has ended. From then on that period has no room, so forgetting never grants anything
 * twice.
 */
public final class InMemoryBudgetLedger implements BudgetLedger {
  /** How long an ended account is kept for calls that began in its period. */
  private static final Duration KEPT_AFTER_END = Duration.ofMinutes(15);

  private static final int MIN_NEW_ACCOUNTS_BETWEEN_SWEEPS = 1024;

  private final Clock clock;
  private final ConcurrentHashMap<Account, AccountCounter> counters = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<CallId, OpenHold> open = new ConcurrentHashMap<>();
  private final Function<Account, AccountCounter> find = this::counter;
  private final ReentrantLock structure = new ReentrantLock();
  private Limits limits;
  private Instant forgotten = Instant.MIN;
  private long lastNumber;
  private int newAccountsToSweep = MIN_NEW_ACCOUNTS_BETWEEN_SWEEPS;

  private InMemoryBudgetLedger(Limits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** One call's hold. Compared by identity, so that a replace sees every change in between. */
  @SuppressWarnings("ClassCanBeRecord") // a record would compare by content
  private static final class OpenHold {
    final Hold hold;
    final Claims claims;

    OpenHold(Hold hold, Claims claims) {
      this.hold = hold;
      this.claims = claims;
    }
  }

  /** A ledger with nothing used, on the system's clock. */
  public static InMemoryBudgetLedger create(Limits limits) {
    return create(limits, Clock.systemUTC());
  }

  /** A ledger with nothing used; {@code clock} tells which periods have ended. */
  public static InMemoryBudgetLedger create(Limits limits, Clock clock) {
    return new InMemoryBudgetLedger(limits, clock);
  }

  @Override
  public Hold hold(CallId call, List<HoldLine> lines, Instant expires) {
    Hold hold = new Hold(call, lines, expires);
    if (open.containsKey(call)) {
      throw holdsAlready(call);
    }
    Claims claims = take(hold.lines());
    if (open.putIfAbsent(call, new OpenHold(hold, claims)) != null) {
      giveBack(claims);
      throw holdsAlready(call);
    }
    return hold;
  }

  @Override
  public Hold extend(Hold hold, List<HoldLine> more) {
    while (true) {
      OpenHold before = open.get(hold.call());
      if (before == null) {
        throw new IllegalStateException(
            "hold: call " + hold.call() + " holds nothing (expected: a hold that has not ended)");
      }
      Claims added = take(more);
      List<HoldLine> lines = new ArrayList<>(before.hold.lines());
      lines.addAll(more);
      Hold longer = new Hold(hold.call(), lines, before.hold.expires());
      OpenHold after = new OpenHold(longer, before.claims.plus(added));
      if (open.replace(hold.call(), before, after)) {
        return longer;
      }
      giveBack(added);
    }
  }

  @Override
  public boolean settle(Hold hold, List<HoldLine> used) {
    OpenHold ended = open.remove(hold.call());
    if (ended == null) {
      return false;
    }
    Claims claims = ended.claims;
    while (!settled(claims.using(used, find))) {
      claims = Claims.holding(ended.hold.lines(), find);
    }
    return true;
  }

  @Override
  public Balance balance(Account account) {
    AccountCounter counter = counters.get(account);
    return counter == null ? Balance.ZERO : read(counter);
  }

  /** Every account's state, each exact for itself; calls may go on between one and the next. */
  @Override
  public Balances balances() {
    Map<Account, Balance> all = new HashMap<>();
    counters.forEach(
        (account, counter) -> {
          Balance balance = read(counter);
          if (!balance.equals(Balance.ZERO)) {
            all.put(account, balance);
          }
        });
    return new Balances(all);
  }

  @Override
  public void limits(Limits limits) {
    structure.lock();
    try {
      this.limits = limits;
      for (AccountCounter counter : counters.values()) {
        counter.lock.lock();
        try {
          counter.limit(limitOf(counter.account, counter.end));
        } finally {
          counter.lock.unlock();
        }
      }
    } finally {
      structure.unlock();
    }
  }

  /**
   * {@inheritDoc} What the log says is open stays open for ever, since no call here can end it.
   *
   * @throws IllegalStateException when a call holds
   */
  @Override
  public void restore(Balances balances) {
    if (!open.isEmpty()) {
      throw new IllegalStateException(
          "restore: " + open.size() + " calls hold (expected: before the first hold)");
    }
    balances
        .accounts()
        .forEach(
            (account, balance) -> {
              AccountCounter counter = counter(account);
              counter.lock.lock();
              try {
                counter.restore(balance);
              } finally {
                counter.lock.unlock();
              }
            });
  }

  /** Sets aside on all accounts, or throws and changes none. */
  private Claims take(List<HoldLine> lines) {
    while (true) {
      Claims claims = Claims.holding(lines, find);
      int lacking;
      long free;
      long limit;
      claims.lock();
      try {
        if (claims.isStale()) {
          continue;
        }
        lacking = claims.firstWithoutRoom();
        if (lacking < 0) {
          claims.hold();
          return claims;
        }
        free = claims.counter(lacking).free();
        limit = claims.counter(lacking).limit();
      } finally {
        claims.unlock();
      }
      throw Refusal.of(
          claims.counter(lacking).account, claims.held(lacking), free, limit, clock.instant());
    }
  }

  private static void giveBack(Claims claims) {
    claims.lock();
    try {
      claims.settle();
    } finally {
      claims.unlock();
    }
  }

  /** False when an account was forgotten meanwhile; one that really holds never is. */
  private static boolean settled(Claims claims) {
    claims.lock();
    try {
      if (claims.isStale()) {
        return false;
      }
      claims.settle();
      return true;
    } finally {
      claims.unlock();
    }
  }

  private AccountCounter counter(Account account) {
    AccountCounter known = counters.get(account);
    return known == null ? createCounter(account) : known;
  }

  private AccountCounter createCounter(Account account) {
    structure.lock();
    try {
      AccountCounter known = counters.get(account);
      if (known != null) {
        return known;
      }
      if (--newAccountsToSweep <= 0) {
        sweep();
        newAccountsToSweep = Math.max(MIN_NEW_ACCOUNTS_BETWEEN_SWEEPS, counters.size() / 2);
      }
      Instant end = account.periodEnd().orElse(null);
      AccountCounter counter =
          new AccountCounter(account, ++lastNumber, end, limitOf(account, end));
      counters.put(account, counter);
      return counter;
    } finally {
      structure.unlock();
    }
  }

  /** Forgets accounts that nobody can tell from new ones, and idle ones of long ended periods. */
  private void sweep() {
    Instant until = clock.instant().minus(KEPT_AFTER_END);
    forgotten = until.isAfter(forgotten) ? until : forgotten;
    for (AccountCounter counter : counters.values()) {
      counter.lock.lock();
      try {
        if (counter.isFresh() || counter.hasEndedIdle(forgotten)) {
          counter.retire();
          counters.remove(counter.account, counter);
        }
      } finally {
        counter.lock.unlock();
      }
    }
  }

  private long limitOf(Account account, @Nullable Instant end) {
    long limit = limits.of(account).orElse(AccountCounter.UNLIMITED);
    boolean maybeForgotten = end != null && !end.isAfter(forgotten);
    return maybeForgotten && limit != AccountCounter.UNLIMITED ? 0 : limit;
  }

  private static Balance read(AccountCounter counter) {
    counter.lock.lock();
    try {
      return counter.balance();
    } finally {
      counter.lock.unlock();
    }
  }

  private static IllegalStateException holdsAlready(CallId call) {
    return new IllegalStateException(
        "hold: call " + call + " holds already (expected: one hold per call, then extend)");
  }
}
