package io.aiarco.asc.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.HoldMode;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.DataClass;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.error.DeadlineException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Calls without records: never more than is allowed, and each of them in exactly one gap. */
class VolatileCallsTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final CallId CALL = new CallId("0".repeat(26));
  private static final TenantId LAB = new TenantId("lab");
  private static final Account TOTAL = new Account(Unit.TOKENS, "tenant/lab", "total~always");
  private static final Volatility ALLOWED =
      new Volatility(3, Duration.ofSeconds(30), NOON.plusSeconds(1));

  private final Log log = new Log();
  private final AtomicLong nanos = new AtomicLong();
  private final VolatileCalls calls = VolatileCalls.of(log, CLOCK, nanos::get);

  @Property
  void everyCallIsInOneGapAndNoIntervalHasMoreThanIsAllowed(
      @ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> steps) {
    Log taker = new Log();
    AtomicLong time = new AtomicLong();
    VolatileCalls counted = VolatileCalls.of(taker, CLOCK, time::get);
    Map<TenantId, Deque<VolatileCall>> running = new HashMap<>();
    long begun = 0;
    long charged = 0;
    for (int i = 0; i < steps.size(); i++) {
      TenantId tenant = new TenantId(i % 2 == 0 ? "lab" : "pilot");
      Deque<VolatileCall> own = running.computeIfAbsent(tenant, none -> new ArrayDeque<>());
      switch (steps.get(i)) {
        case 0, 1 -> {
          try {
            own.add(counted.begin(CALL, tenant, ALLOWED));
            begun++;
          } catch (AuditUnavailableException e) {
            // as it must where nothing is left, or the log does not refuse
          }
        }
        case 2 -> {
          if (!own.isEmpty()) {
            charged += i;
            own.poll().end(List.of(new HoldLine(Unit.TOKENS, i, List.of(TOTAL))));
          }
        }
        case 3 -> taker.become(AuditState.REFUSING);
        case 4 -> taker.become(AuditState.HEALTHY);
        default -> time.addAndGet(Duration.ofSeconds(20).toNanos());
      }
    }
    running.values().forEach(left -> left.forEach(call -> call.end(List.of())));
    taker.become(AuditState.HEALTHY);

    taker.check();
    assertEquals(begun, taker.calls);
    assertEquals(charged, taker.settled);
    assertEquals(Set.of(), taker.open);
  }

  @Test
  void aCallIsCountedOnlyWhereTheLogRefuses() {
    log.become(AuditState.SPOOLING);

    assertThrows(AuditUnavailableException.class, () -> calls.begin(CALL, LAB, ALLOWED));
    assertEquals(List.of(), log.records);
  }

  @Test
  void whatIsAllowedIsUsedUpByCallsByTimeAndByItsExpiry() {
    log.become(AuditState.REFUSING);
    calls.begin(CALL, LAB, ALLOWED);

    nanos.set(Duration.ofSeconds(30).toNanos() - 1);
    calls.begin(CALL, LAB, ALLOWED);
    nanos.incrementAndGet();
    assertThrows(AuditUnavailableException.class, () -> calls.begin(CALL, LAB, ALLOWED));
    nanos.set(0);
    calls.begin(CALL, LAB, ALLOWED);
    assertThrows(AuditUnavailableException.class, () -> calls.begin(CALL, LAB, ALLOWED));
    Volatility expired = new Volatility(9, Duration.ofSeconds(30), NOON);
    assertThrows(AuditUnavailableException.class, () -> calls.begin(CALL, LAB, expired));
  }

  @Test
  void aLogThatDoesNotTakeTheBeginMakesNoCallVolatile() {
    log.become(AuditState.REFUSING);
    log.ended = true;

    assertThrows(AuditUnavailableException.class, () -> calls.begin(CALL, LAB, ALLOWED));
  }

  @Test
  void aGapThatIsNotTakenIsToldWithTheNextChange() {
    log.become(AuditState.REFUSING);
    VolatileCall call = calls.begin(CALL, LAB, ALLOWED);
    call.end(List.of());
    log.ended = true;
    log.become(AuditState.HEALTHY);
    assertEquals(0, log.calls);

    log.ended = false;
    log.become(AuditState.REFUSING);
    log.become(AuditState.LAGGING);

    assertEquals(1, log.calls);
  }

  @Test
  void neitherAClassThatRefusesNorAHardBudgetLetsACallGoOn() {
    WhenUnavailable rules =
        new WhenUnavailable(
            Duration.ofSeconds(1), Map.of(LAB, ALLOWED), Set.of(new DataClass("phi")));
    CallContext phi = CallContext.NONE.toBuilder().dataClass("phi").build();

    assertTrue(rules.volatility(LAB, CallContext.NONE, List.of()).isPresent());
    assertTrue(rules.volatility(LAB, CallContext.NONE, List.of(limit(Unit.PARALLEL))).isPresent());
    assertFalse(rules.volatility(LAB, phi, List.of()).isPresent());
    assertFalse(rules.volatility(LAB, CallContext.NONE, List.of(limit(Unit.TOKENS))).isPresent());
    assertTrue(
        rules
            .volatility(LAB, CallContext.NONE, List.of(limit(Unit.TOKENS).with(HoldMode.EXPECTED)))
            .isPresent());
    assertFalse(rules.volatility(new TenantId("acme"), CallContext.NONE, List.of()).isPresent());
  }

  @Test
  void aWaitThatIsOverIsAnUnavailableLogAndTheCallsOwnDeadlineIsItsOwn() {
    WhenUnavailable rules = new WhenUnavailable(Duration.ofSeconds(1), Map.of(), Set.of());
    Deadline later = new Deadline(NOON.plusSeconds(2));
    Deadline sooner = new Deadline(NOON.plusMillis(500));

    assertThrows(
        AuditUnavailableException.class, () -> rules.await(VolatileCallsTest::late, later, CLOCK));
    assertThrows(
        DeadlineException.class, () -> rules.await(VolatileCallsTest::late, sooner, CLOCK));
    assertEquals(NOON.plusSeconds(1), rules.await(Deadline::at, later, CLOCK));
  }

  private static Instant late(Deadline deadline) {
    throw new DeadlineException("audit", null);
  }

  private static Limit limit(Unit unit) {
    return new Limit(unit, "tenant/lab", Period.TOTAL, ZoneOffset.UTC, 1);
  }

  /** A log that is as a test says. */
  private static final class Log implements AuditLog {
    private final List<AuditRecord> records = new ArrayList<>();
    private final List<StateListener> listeners = new ArrayList<>();
    private final Set<TenantId> open = new HashSet<>();
    private AuditState state = AuditState.HEALTHY;
    private boolean ended;
    private long calls;
    private long settled;

    void become(AuditState next) {
      AuditState before = state;
      state = next;
      if (before != next) {
        listeners.forEach(listener -> listener.changed(before, false));
        listeners.forEach(listener -> listener.changed(next, true));
      }
    }

    /** Begins and gaps of a tenant take turns, and no gap has more than is allowed. */
    void check() {
      for (AuditRecord record : records) {
        if (record instanceof AuditRecord.VolatileBegin begin) {
          assertTrue(open.add(begin.tenant()), "begun twice");
        } else if (record instanceof AuditRecord.Gap gap) {
          assertTrue(open.remove(gap.tenant()), "a gap without a begin");
          assertTrue(gap.calls() <= ALLOWED.calls(), () -> gap.calls() + " calls");
        }
      }
    }

    @Override
    public AuditReceipt append(AuditRecord record) {
      if (ended) {
        throw new AuditUnavailableException("ended (expected: open)", null);
      }
      records.add(record);
      if (record instanceof AuditRecord.Gap gap) {
        calls += gap.calls();
        settled += gap.settle().stream().mapToLong(HoldLine::amount).sum();
      }
      return AuditReceipt.DURABLE;
    }

    @Override
    public RecoveredState recovered() {
      return RecoveredState.NONE;
    }

    @Override
    public AuditState state() {
      return state;
    }

    @Override
    public void onStateChange(StateListener listener) {
      listeners.add(listener);
    }

    @Override
    public void close() {}
  }
}
