package io.aiarco.asc.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.InMemoryBudgetLedger;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.RateLimitedException;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.budget.WaitingLine;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Ulid;
import io.aiarco.asc.error.CancelledException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lost wake-up would leave a call waiting for good: the time limit makes that a failure. */
@Timeout(60)
class WaitingRoomTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final WaitingLine LINE = new WaitingLine(100, Duration.ofMinutes(5));
  private static final Ulid IDS = new Ulid(Clock.systemUTC(), new Random(1));
  private static final Limit ONE = limit(Unit.PARALLEL, Period.NOW, 1);
  private static final Limit FIVE_TOKENS = limit(Unit.TOKENS, Period.TOTAL, 5);
  private static final Account PLACE = ONE.accountAt(NOW);
  private static final Account TOKENS = FIVE_TOKENS.accountAt(NOW);

  private final InMemoryBudgetLedger budgets =
      InMemoryBudgetLedger.create(Limits.of(List.of(ONE, FIVE_TOKENS)));
  private final WaitingRoom room = new WaitingRoom(budgets, PLACE);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void whoFreesAPlaceHandsItToTheNextInTurn() throws Exception {
    Hold first = hold();
    List<String> served = new ArrayList<>();
    List<Future<?>> calls = new ArrayList<>();
    for (String caller : List.of("a", "a", "b")) {
      calls.add(waiting(caller, served));
    }
    free(first);
    for (Future<?> call : calls) {
      call.get();
    }
    assertEquals(List.of("a", "b", "a"), served);
    assertEquals(0, budgets.balance(PLACE).open());
    assertFalse(room.isBusy());
  }

  /** Waits on another thread and, once let in, frees its place again. */
  private Future<?> waiting(String caller, List<String> served) throws InterruptedException {
    int before = room.size();
    Future<?> call =
        threads.submit(
            () -> {
              Hold hold = room.await(room.waiter(wish(caller, 0)), LINE);
              served.add(caller); // one place, so one at a time
              free(hold);
            });
    awaitSize(before + 1);
    return call;
  }

  @Test
  void aPlaceFreedBetweenRefusalAndLineIsNotMissed() throws Exception {
    Hold first = hold();
    assertThrows(RateLimitedException.class, this::hold);
    free(first); // looked for somebody who waits, and found nobody yet
    assertNotNull(room.await(room.waiter(wish("a", 0)), LINE));
  }

  @Test
  void aCallThatHasEndedLeavesAtOnce() throws Exception {
    Hold first = hold();
    WaitingRoom.Waiter waiter = room.waiter(wish("a", 0));
    Future<Hold> call = threads.submit(() -> room.await(waiter, LINE));
    awaitSize(1);
    waiter.leave();

    assertFalse(room.isBusy(), "gone before its thread knows");
    assertNull(call.get());
    free(first);
    assertEquals(0, budgets.balance(PLACE).open(), "nothing is held for who has left");
  }

  @Test
  void aCallThatEndedBeforeItCameDoesNotStandInLine() {
    WaitingRoom.Waiter waiter = room.waiter(wish("a", 0));
    waiter.leave();
    assertNull(room.await(waiter, LINE));
    assertEquals(0, budgets.balance(PLACE).open());
  }

  @Test
  void anInterruptedCallLeavesAtOnce() throws Exception {
    hold();
    AtomicReference<Thread> thread = new AtomicReference<>();
    Future<?> call =
        threads.submit(
            () -> {
              thread.set(Thread.currentThread());
              assertThrows(
                  CancelledException.class, () -> room.await(room.waiter(wish("a", 0)), LINE));
              assertTrue(Thread.interrupted());
            });
    awaitSize(1);
    thread.get().interrupt();
    call.get();
    assertFalse(room.isBusy());
  }

  @Test
  void oneMoreThanTheLineHoldsIsTurnedAwayWithAdvice() throws Exception {
    hold();
    WaitingLine two = new WaitingLine(2, Duration.ofMinutes(5));
    for (String caller : List.of("a", "b")) {
      threads.submit(() -> room.await(room.waiter(wish(caller, 0)), two));
    }
    awaitSize(2);
    RateLimitedException refused =
        assertThrows(RateLimitedException.class, () -> room.await(room.waiter(wish("c", 0)), two));
    assertEquals(Duration.ofMinutes(5), refused.retryAdvice().after().orElseThrow());
    assertTrue(refused.getMessage().contains("2 calls wait already"), refused.getMessage());
    assertEquals(2, room.size());
  }

  @Test
  void aCallWaitsNoLongerThanItsLineSays() {
    hold();
    WaitingLine brief = new WaitingLine(2, Duration.ofNanos(1));
    RateLimitedException refused =
        assertThrows(
            RateLimitedException.class, () -> room.await(room.waiter(wish("a", 0)), brief));
    assertTrue(refused.getMessage().contains("no turn within"), refused.getMessage());
    assertFalse(room.isBusy());
  }

  @Test
  void anotherAccountWithoutRoomIsToldAndTheNextComesIn() throws Exception {
    Hold first = hold();
    Future<Hold> dear = threads.submit(() -> room.await(room.waiter(wish("a", 6)), LINE));
    awaitSize(1);
    Future<Hold> cheap = threads.submit(() -> room.await(room.waiter(wish("b", 5)), LINE));
    awaitSize(2);
    free(first);

    assertEquals(1, budgets.balance(PLACE).open());
    assertNotNull(cheap.get());
    Exception refused = assertThrows(Exception.class, dear::get);
    assertTrue(refused.getCause() instanceof BudgetExhaustedException, refused.toString());
  }

  /** Every call gets its turn, however they race, and never more are in than there are places. */
  @Test
  void everybodyGetsATurnInAnyRace() throws Exception {
    int places = 3;
    Limit three = limit(Unit.PARALLEL, Period.NOW, places);
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(Limits.of(List.of(three)));
    WaitingRoom raced = new WaitingRoom(ledger, three.accountAt(NOW));
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Callable<Void>> callers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String caller = "caller-" + i % 4;
      callers.add(
          () -> {
            start.await();
            for (int turn = 0; turn < 2_000; turn++) {
              Hold hold = raced.await(raced.waiter(wish(caller, 0)), LINE);
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              inside.decrementAndGet();
              ledger.settle(hold, List.of());
              if (raced.isBusy()) {
                raced.admit();
              }
            }
            return null;
          });
    }
    List<Future<Void>> all = new ArrayList<>();
    callers.forEach(caller -> all.add(threads.submit(caller)));
    start.countDown();
    for (Future<Void> each : all) {
      each.get(50, TimeUnit.SECONDS);
    }
    assertTrue(most.get() <= places, () -> most + " inside");
    assertEquals(0, ledger.balance(three.accountAt(NOW)).open());
    assertFalse(raced.isBusy());
  }

  private Hold hold() {
    WaitingRoom.Wish wish = wish("first", 0);
    return budgets.hold(wish.call(), wish.lines(), wish.expires());
  }

  private void free(Hold hold) {
    budgets.settle(hold, List.of());
    if (room.isBusy()) {
      room.admit();
    }
  }

  private void awaitSize(int size) throws InterruptedException {
    while (room.size() != size) {
      Thread.onSpinWait();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static WaitingRoom.Wish wish(String caller, long tokens) {
    List<HoldLine> lines = new ArrayList<>();
    lines.add(new HoldLine(Unit.PARALLEL, 1, List.of(PLACE)));
    if (tokens > 0) {
      lines.add(new HoldLine(Unit.TOKENS, tokens, List.of(TOKENS)));
    }
    return new WaitingRoom.Wish(new CallId(IDS.next()), caller, lines, NOW);
  }

  private static Limit limit(Unit unit, Period period, long amount) {
    return new Limit(unit, "tenant/acme", period, ZoneOffset.UTC, amount);
  }
}
