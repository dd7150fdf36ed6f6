package io.aiarco.asc.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.CallId;
import io.aiarco.asc.money.Currency;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 64 threads that start together, and sums that must be exact. */
@Timeout(60)
class BudgetRaceTest {
  private static final int THREADS = 64;
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Unit USD = Unit.money(Currency.USD);

  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger callNumber = new AtomicInteger();

  /** What every thread does, many times. */
  interface Work {
    void run(int thread) throws Exception;
  }

  @Test
  void aBudgetRunsOutToTheLastUnitAndNotOneFurther() throws Exception {
    Limit month = limit("tenant/acme", Period.MONTH, 6_400);
    Limit day = limit("tenant/acme", Period.DAY, 1_000_000);
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(month, day)));
    AtomicLong admitted = new AtomicLong();

    race(
        thread -> {
          for (int i = 0; i < 50; i++) {
            List<HoldLine> lines = lines(7, thread % 2 == 0, day, month);
            try {
              Hold hold = ledger.hold(nextCall(), lines, NOON);
              ledger.settle(hold, lines);
              admitted.incrementAndGet();
            } catch (BudgetExhaustedException refused) {
              assertTrue(ledger.balance(month.accountAt(NOON)).total() > 6_400 - 7);
            }
          }
        });

    assertEquals(6_400 / 7, admitted.get());
    assertEquals(new Balance(6_400 / 7 * 7, 0), ledger.balance(month.accountAt(NOON)));
    assertEquals(ledger.balance(month.accountAt(NOON)), ledger.balance(day.accountAt(NOON)));
  }

  /** Nothing but holds and ends on two shared accounts, so that threads meet inside them. */
  @Test
  void everyUnitIsCountedOnce() throws Exception {
    int rounds = 2_000;
    Limit day = limit("tenant/acme", Period.DAY, Long.MAX_VALUE);
    Limit month = limit("tenant/acme", Period.MONTH, Long.MAX_VALUE);
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(day, month)));

    race(
        thread -> {
          CallId call = nextCall();
          List<HoldLine> held = lines(9, thread % 2 == 0, day, month);
          List<HoldLine> used = lines(1, thread % 2 == 0, day, month);
          for (int i = 0; i < rounds; i++) {
            ledger.settle(ledger.hold(call, held, NOON), used);
          }
        });

    Balance expected = new Balance((long) THREADS * rounds, 0);
    assertEquals(expected, ledger.balance(day.accountAt(NOON)));
    assertEquals(expected, ledger.balance(month.accountAt(NOON)));
  }

  @Test
  void noReaderEverSeesMoreThanTheLimit() throws Exception {
    Limit day = limit("tenant/acme", Period.DAY, 1_000);
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(day)));
    Account account = day.accountAt(NOON);
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong used = new AtomicLong();

    race(
        thread -> {
          for (int i = 0; i < 300; i++) {
            try {
              Hold hold = ledger.hold(nextCall(), lines(100, false, day), NOON);
              ledger.settle(hold, lines(i % 2, false, day));
              used.addAndGet(i % 2);
            } catch (BudgetExhaustedException refused) {
              Thread.onSpinWait();
            }
            over.compareAndSet(false, ledger.balance(account).total() > 1_000);
          }
        });

    assertEquals(false, over.get());
    assertEquals(new Balance(used.get(), 0), ledger.balance(account));
  }

  @Test
  void ofManyEndsOneCountsAndALateExtensionGivesBack() throws Exception {
    Limit day = limit("tenant/acme", Period.DAY, 1_000_000);
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(day)));
    int rounds = 200;
    List<Hold> holds = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      holds.add(ledger.hold(nextCall(), lines(10, false, day), NOON));
    }
    AtomicInteger ended = new AtomicInteger();

    race(
        thread -> {
          for (Hold hold : holds) {
            if (thread % 4 == 0) {
              try {
                ledger.extend(hold, lines(5, false, day));
              } catch (IllegalStateException endedBefore) {
                Thread.onSpinWait();
              }
            } else if (ledger.settle(hold, lines(3, false, day))) {
              ended.incrementAndGet();
            }
          }
        });

    assertEquals(rounds, ended.get());
    assertEquals(new Balance(3L * rounds, 0), ledger.balance(day.accountAt(NOON)));
  }

  private void race(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      waiting.set(THREADS);
      List<Future<?>> ends = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        ends.add(
            threads.submit(
                () -> {
                  waiting.decrementAndGet();
                  while (waiting.get() > 0) {
                    Thread.yield();
                  }
                  work.run(number);
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get(50, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private CallId nextCall() {
    return InMemoryBudgetLedgerTest.call(callNumber.incrementAndGet());
  }

  private static Limit limit(String scope, Period period, long amount) {
    return new Limit(USD, scope, period, ZoneOffset.UTC, amount);
  }

  /** Every other thread names its accounts the other way round: lock order must not be theirs. */
  private static List<HoldLine> lines(long amount, boolean reversed, Limit... limits) {
    List<Account> accounts = new ArrayList<>();
    for (Limit limit : limits) {
      accounts.add(reversed ? 0 : accounts.size(), limit.accountAt(NOON));
    }
    return List.of(new HoldLine(USD, amount, accounts));
  }
}
