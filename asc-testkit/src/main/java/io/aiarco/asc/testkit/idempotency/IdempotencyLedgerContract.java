package io.aiarco.asc.testkit.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.RouteTaken;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.IdempotencyKey;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.chat.CallReport;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.ServedFrom;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.ClosedException;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.idempotency.Claim;
import io.aiarco.asc.idempotency.IdempotencyLedger;
import io.aiarco.asc.idempotency.IdempotencyScope;
import io.aiarco.asc.testkit.time.FakeClock;
import io.aiarco.asc.testkit.time.StartingLine;
import io.aiarco.asc.usage.Usage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link IdempotencyLedger} must keep: one piece of work, one owner, one answer. */
@Timeout(60)
public abstract class IdempotencyLedgerContract {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int THREADS = 32;

  private final FakeClock clock = FakeClock.at("2026-11-21T12:00:00Z");

  /** For subclasses. */
  protected IdempotencyLedgerContract() {}

  /** An empty ledger that remembers finished work for {@code window}, at least a hundred keys. */
  protected abstract IdempotencyLedger open(Clock clock, Duration window);

  @Test
  void duplicateKeyReturnsTheFirstReply() {
    IdempotencyLedger ledger = open(clock, WINDOW);
    ChatResponse reply = reply("first");

    owner(ledger.claim(scope("order-1"), "f1")).complete(reply);

    assertEquals("first", done(ledger.claim(scope("order-1"), "f1")).text());
  }

  @Test
  void anotherRequestUnderTheKeyIsAMismatch() {
    IdempotencyLedger ledger = open(clock, WINDOW);
    Claim.Owner owner = owner(ledger.claim(scope("order-1"), "f1"));

    assertInstanceOf(Claim.Mismatch.class, ledger.claim(scope("order-1"), "f2"));
    owner.complete(reply("first"));
    assertInstanceOf(Claim.Mismatch.class, ledger.claim(scope("order-1"), "f2"));
  }

  @Test
  void callersAndTenantsDoNotMeet() {
    IdempotencyLedger ledger = open(clock, WINDOW);
    IdempotencyKey key = new IdempotencyKey("order-1");

    owner(ledger.claim(new IdempotencyScope(new TenantId("acme"), "a", key), "f1"));
    owner(ledger.claim(new IdempotencyScope(new TenantId("acme"), "b", key), "f1"));
    owner(ledger.claim(new IdempotencyScope(new TenantId("other"), "a", key), "f1"));
  }

  @Test
  void whoWaitsGetsTheOwnersReply() throws Exception {
    IdempotencyLedger ledger = open(Clock.systemUTC(), WINDOW);
    AtomicInteger owners = new AtomicInteger();

    List<String> texts =
        StartingLine.race(
            THREADS,
            thread ->
                () -> {
                  Claim claim = settled(ledger.claim(scope("order-1"), "f1"));
                  if (claim instanceof Claim.Owner owner) {
                    owners.incrementAndGet();
                    owner.complete(reply("by " + thread));
                    claim = ledger.claim(scope("order-1"), "f1");
                  }
                  return done(claim).text();
                });

    assertEquals(1, owners.get());
    assertEquals(1, texts.stream().distinct().count());
  }

  @Test
  void whoGivesUpHandsTheWorkToExactlyOne() throws Exception {
    IdempotencyLedger ledger = open(Clock.systemUTC(), WINDOW);
    AtomicInteger working = new AtomicInteger();
    AtomicInteger gaveUp = new AtomicInteger();

    List<String> texts =
        StartingLine.race(
            THREADS,
            thread ->
                () -> {
                  Claim claim = settled(ledger.claim(scope("order-1"), "f1"));
                  if (claim instanceof Claim.Owner owner) {
                    assertEquals(1, working.incrementAndGet());
                    working.decrementAndGet();
                    if (gaveUp.incrementAndGet() <= THREADS / 2) {
                      owner.abandon();
                      return "gave up";
                    }
                    owner.complete(reply("served"));
                    return "served";
                  }
                  return done(claim).text();
                });

    assertEquals(THREADS / 2, texts.stream().filter("gave up"::equals).count());
    assertEquals(THREADS / 2, texts.stream().filter("served"::equals).count());
    assertEquals(THREADS / 2 + 1, gaveUp.get());
  }

  @Test
  void aFailureIsEverybodys() throws Exception {
    IdempotencyLedger ledger = open(Clock.systemUTC(), WINDOW);

    List<ErrorCode> codes =
        StartingLine.race(
            THREADS,
            thread ->
                () -> {
                  Claim claim = ledger.claim(scope("order-1"), "f1");
                  if (claim instanceof Claim.Owner owner) {
                    owner.fail(new ClosedException("gateway"));
                    claim = ledger.claim(scope("order-1"), "f1");
                  }
                  Claim failed = claim;
                  return assertThrows(AscException.class, () -> settled(failed)).code();
                });

    assertEquals(List.of(ErrorCode.CLOSED), codes.stream().distinct().toList());
  }

  @Test
  void workGivenUpBeforeAnyoneWaitedIsTakenByOne() {
    IdempotencyLedger ledger = open(clock, WINDOW);
    Claim.Owner first = owner(ledger.claim(scope("order-1"), "f1"));
    Claim.InFlight late =
        assertInstanceOf(Claim.InFlight.class, ledger.claim(scope("order-1"), "f1"));

    first.abandon();
    Claim.Owner second = owner(ledger.claim(scope("order-1"), "f1"));

    Deadline passed = Deadline.after(Duration.ofSeconds(-1), clock);
    assertThrows(DeadlineException.class, () -> late.await(passed));
    second.complete(reply("second"));
    assertEquals("second", done(late.await(passed)).text());
  }

  @Test
  void onlyTheFirstEndCounts() {
    IdempotencyLedger ledger = open(clock, WINDOW);
    Claim.Owner owner = owner(ledger.claim(scope("order-1"), "f1"));

    owner.complete(reply("first"));
    owner.complete(reply("second"));
    owner.fail(new ClosedException("gateway"));
    owner.abandon();

    assertEquals("first", done(ledger.claim(scope("order-1"), "f1")).text());
  }

  @Test
  void anOldOwnerCannotEndTheWorkOfTheNext() {
    IdempotencyLedger ledger = open(clock, WINDOW);
    Claim.Owner first = owner(ledger.claim(scope("order-1"), "f1"));
    first.abandon();
    Claim.Owner second = owner(ledger.claim(scope("order-1"), "f1"));

    first.complete(reply("first"));
    assertInstanceOf(Claim.InFlight.class, ledger.claim(scope("order-1"), "f1"));
    second.complete(reply("second"));

    assertEquals("second", done(ledger.claim(scope("order-1"), "f1")).text());
  }

  @Test
  void finishedWorkIsForgottenAfterTheWindowAndWorkUnderWayIsNot() {
    IdempotencyLedger ledger = open(clock, WINDOW);
    owner(ledger.claim(scope("done"), "f1")).complete(reply("first"));
    owner(ledger.claim(scope("under way"), "f1"));

    clock.advance(WINDOW.minusMillis(1));
    done(ledger.claim(scope("done"), "f1"));
    clock.advance(Duration.ofMillis(1));

    owner(ledger.claim(scope("done"), "f2"));
    assertInstanceOf(Claim.InFlight.class, ledger.claim(scope("under way"), "f1"));
  }

  @Test
  void anInterruptedWaitIsCancelledAndKeepsItsFlag() {
    IdempotencyLedger ledger = open(clock, WINDOW);
    Claim.Owner owner = owner(ledger.claim(scope("order-1"), "f1"));
    Claim.InFlight waiting =
        assertInstanceOf(Claim.InFlight.class, ledger.claim(scope("order-1"), "f1"));

    Thread.currentThread().interrupt();
    assertThrows(
        CancelledException.class,
        () -> waiting.await(Deadline.after(Duration.ofMinutes(1), clock)));
    assertTrue(Thread.interrupted());

    owner.complete(reply("first"));
    assertEquals("first", done(settled(waiting)).text());
  }

  /** What a wait of whatever length gives. */
  private static Claim settled(Claim claim) {
    return claim instanceof Claim.InFlight waiting
        ? waiting.await(Deadline.after(Duration.ofMinutes(1), Clock.systemUTC()))
        : claim;
  }

  private static Claim.Owner owner(Claim claim) {
    return assertInstanceOf(Claim.Owner.class, claim);
  }

  private static ChatResponse done(Claim claim) {
    return assertInstanceOf(
        ChatResponse.class, assertInstanceOf(Claim.Done.class, claim).response());
  }

  private static IdempotencyScope scope(String key) {
    return new IdempotencyScope(new TenantId("acme"), "caller-1", new IdempotencyKey(key));
  }

  private static ChatResponse reply(String text) {
    EndpointId endpoint =
        new EndpointId(new ProviderId("one"), new ModelName("small"), new Region("eu"));
    return new ChatResponse(
        new Reply(
            null,
            null,
            List.of(new Content.Text(text)),
            "",
            "",
            FinishReason.STOP,
            null,
            Usage.ABSENT),
        new CallReport(
            Usage.ABSENT,
            null,
            new RouteTaken(endpoint, List.of()),
            new CallId("0".repeat(26)),
            ServedFrom.PROVIDER,
            List.of()));
  }
}
