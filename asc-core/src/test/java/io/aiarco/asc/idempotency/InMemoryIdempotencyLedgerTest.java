package io.aiarco.asc.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.IdempotencyKey;
import io.aiarco.asc.call.ManualClock;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ClosedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What this ledger promises beyond the contract, which asc-testkit runs over it. */
class InMemoryIdempotencyLedgerTest {
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final InMemoryIdempotencyLedger ledger =
      InMemoryIdempotencyLedger.create(clock, WINDOW, 10);

  @Test
  void theOldestFinishedKeysGoWhenThereAreTooMany() {
    for (int i = 0; i < 25; i++) {
      owner(i).fail(new ClosedException("work " + i));
    }

    assertEquals(10, ledger.size());
    assertInstanceOf(Claim.Owner.class, claim(0));
    assertInstanceOf(Claim.InFlight.class, claim(24));
  }

  @Test
  void workUnderWayIsNeverForgotten() {
    List<Claim.Owner> owners = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      owners.add(owner(i));
    }
    clock.advance(WINDOW.multipliedBy(100));

    for (int i = 0; i < 25; i++) {
      assertInstanceOf(Claim.InFlight.class, claim(i));
    }
    owners.forEach(owner -> owner.fail(new ClosedException("gateway")));

    assertEquals(10, ledger.size());
  }

  @Test
  void workGivenUpLeavesNothingBehind() {
    for (int i = 0; i < 25; i++) {
      owner(i).abandon();
    }

    assertEquals(0, ledger.size());
  }

  @Test
  void everyoneGetsTheVeryFailureOfTheOwner() {
    ClosedException failure = new ClosedException("gateway");
    owner(1).fail(failure);

    Claim.InFlight late = assertInstanceOf(Claim.InFlight.class, claim(1));
    Deadline passed = Deadline.after(Duration.ofSeconds(-1), clock);

    assertSame(failure, assertThrows(AscException.class, () -> late.await(passed)));
  }

  @Test
  void workGivenUpWhileAnotherRequestTookTheKeyIsAMismatch() {
    Claim.Owner first = owner(1);
    Claim.InFlight late = assertInstanceOf(Claim.InFlight.class, claim(1));

    first.abandon();
    ledger.claim(scope(1), "another request");

    Deadline passed = Deadline.after(Duration.ofSeconds(-1), clock);
    assertInstanceOf(Claim.Mismatch.class, late.await(passed));
  }

  @Test
  void boundsThatCannotBeAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> InMemoryIdempotencyLedger.create(clock, Duration.ZERO, 1));
    assertThrows(
        IllegalArgumentException.class, () -> InMemoryIdempotencyLedger.create(clock, WINDOW, 0));
  }

  private Claim.Owner owner(int key) {
    return assertInstanceOf(Claim.Owner.class, claim(key));
  }

  private Claim claim(int key) {
    return ledger.claim(scope(key), "f");
  }

  private static IdempotencyScope scope(int key) {
    return new IdempotencyScope(new TenantId("acme"), "caller", new IdempotencyKey("k" + key));
  }
}
