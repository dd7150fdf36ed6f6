package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.StateListener;
import io.aiarco.asc.audit.VolatileCall;
import io.aiarco.asc.audit.VolatileCalls;
import io.aiarco.asc.audit.Volatility;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.Revision;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.testkit.time.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each state of the log begins, ends, stands in the log and is told to listeners. */
class StatesTest {
  private static final TenantId LAB = new TenantId("lab");
  private static final Volatility ALLOWED =
      new Volatility(2, Duration.ofMinutes(1), Instant.parse("2099-01-01T00:00:00Z"));

  @TempDir Path data;
  private final BrokenDisk disk = new BrokenDisk();
  private final ManualTicker ticker = new ManualTicker();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final StateListener listener =
      (state, holds) -> heard.add((holds ? "begin " : "end ") + state.key());

  private JournalConfig.Builder config() {
    return Logs.config(data).disk(disk).ticker(ticker);
  }

  @Test
  void callsWithoutRecordsAreCountedAndStandInOneGap() throws IOException {
    try (Journal journal = Journal.open(config().build());
        VolatileCalls calls = VolatileCalls.of(journal, Clock.systemUTC())) {
      journal.onStateChange(listener);
      assertThrows(
          AuditUnavailableException.class, () -> calls.begin(Records.call(), LAB, ALLOWED));
      refuse(journal);

      VolatileCall first = calls.begin(Records.call(), LAB, ALLOWED);
      VolatileCall second = calls.begin(Records.call(), LAB, ALLOWED);
      assertThrows(
          AuditUnavailableException.class, () -> calls.begin(Records.call(), LAB, ALLOWED));
      first.end(Records.settle(60, 3));
      heal(journal, AuditState.VOLATILE);
      journal.append(Records.denied(Records.call(), "lab")).await(Records.soon());
      second.end(Records.settle(40, 2));
      second.end(Records.settle(1_000, 1_000));

      awaitThat(() -> journal.state() == AuditState.HEALTHY);
    }
    assertEquals(
        List.of("begin refusing", "begin volatile", "end refusing", "end volatile"), heard);
    String text = textThatHolds();
    assertInOrder(
        text,
        "\"state\":\"refusing\"",
        "\"state\":\"volatile\",\"tenant\":\"lab\"",
        "\"type\":\"degraded.end\"",
        "\"calls\":2",
        "\"type\":\"gap\"");
    try (Journal journal = Journal.open(Logs.config(data).build())) {
      assertEquals(new Balance(100, 0), journal.recovered().balances().of(Records.MONTH));
      assertEquals(new Balance(5, 0), journal.recovered().balances().of(Records.TOTAL));
    }
  }

  @Test
  void aLogThatHasEndedMakesNoCallVolatile() {
    Journal journal = Journal.open(config().build());
    VolatileCalls calls = VolatileCalls.of(journal, Clock.systemUTC());
    refuse(journal);
    journal.close();

    assertEquals(AuditState.REFUSING, journal.state());
    assertThrows(AuditUnavailableException.class, () -> calls.begin(Records.call(), LAB, ALLOWED));
  }

  @Test
  void aDiskThatDoesNotAnswerRefusesNewCallsAtOnceUntilItDoes() throws IOException {
    CountDownLatch answers = new CountDownLatch(1);
    CallId call = Records.call();
    try (Journal journal = Journal.open(config().answersWithin(Duration.ofSeconds(5)).build())) {
      journal.onStateChange(listener);
      journal.append(Records.intent(call, "acme", Records.hold(100, 5))).await(Records.soon());
      disk.forceWaits = answers;
      AuditReceipt waiting = journal.append(Records.denied(Records.call(), "acme"));
      awaitThat(() -> disk.waiting);
      ticker.advance(Duration.ofSeconds(5));
      assertEquals(AuditState.HEALTHY, journal.state());
      ticker.advance(Duration.ofMillis(1));

      AuditUnavailableException thrown =
          assertThrows(
              AuditUnavailableException.class,
              () -> journal.append(Records.intent(Records.call(), "acme", Records.hold(1, 1))));
      assertEquals(
          "audit log: disk: no answer for 5001 ms (expected: within 5000 ms)", thrown.getMessage());
      assertEquals(AuditState.REFUSING, journal.state());
      AuditReceipt ended = journal.append(Records.outcome(call, "acme", Records.settle(60, 3)));
      answers.countDown();

      waiting.await(Records.soon());
      ended.await(Records.soon());
      awaitThat(() -> journal.state() == AuditState.HEALTHY);
      journal
          .append(Records.intent(Records.call(), "acme", Records.hold(1, 1)))
          .await(Records.soon());
    }
    assertEquals(List.of("begin refusing", "end refusing"), heard);
    assertInOrder(
        textThatHolds(), "\"degraded.begin\"", "no answer for 5001 ms", "\"degraded.end\"");
  }

  @Test
  void whoIsBehindOutsideIsAStateOfTheLogAndOfTheIntentsTakenMeanwhile() throws IOException {
    AtomicReference<Optional<String>> behind = new AtomicReference<>(Optional.empty());
    CheckpointListener follower =
        new CheckpointListener() {
          @Override
          public void signed(SignedCheckpoint checkpoint) {}

          @Override
          public Optional<String> behind() {
            return behind.get();
          }
        };
    try (Journal journal = Journal.open(config().listener(follower).build())) {
      journal.onStateChange(listener);
      behind.set(Optional.of("sink standby"));
      awaitLater(() -> journal.state() == AuditState.LAGGING);
      behind.set(Optional.of("sink standby, sink collector"));
      journal
          .append(Records.intent(Records.call(), "acme", Records.hold(1, 1)))
          .await(Records.soon());
      behind.set(Optional.empty());
      awaitLater(() -> journal.state() == AuditState.HEALTHY);
      journal
          .append(Records.intent(Records.call(), "acme", Records.hold(1, 1)))
          .await(Records.soon());
    }
    assertEquals(List.of("begin lagging", "end lagging"), heard);
    String text = textThatHolds();
    assertInOrder(text, "\"why\":\"sink standby\"", "\"deg\":\"lagging\"", "\"degraded.end\"");
    assertEquals(text.indexOf("\"deg\":"), text.lastIndexOf("\"deg\":"));
  }

  @Test
  void aStateEndsWithTheLastOfItsCausesAndAListenerThatFailsEndsNobody() {
    try (Journal journal = Journal.open(config().reserveBytes(1_000).build())) {
      journal.onStateChange(
          (state, holds) -> {
            throw new IllegalStateException("a host's own");
          });
      journal.onStateChange(listener);
      disk.usableBytes = 999;
      ticker.advance(Duration.ofSeconds(1));
      awaitThat(() -> journal.state() == AuditState.REFUSING);
      refuse(journal);
      heal(journal, AuditState.REFUSING);
      disk.usableBytes = 1_000;
      awaitLater(() -> journal.state() == AuditState.HEALTHY);
    }
    assertEquals(List.of("begin refusing", "end refusing"), heard);
  }

  @Test
  void aClockThatIsSetStandsInTheLogAndIdsGoOnRising() throws IOException {
    FakeClock clock = FakeClock.at(Instant.parse("2026-11-25T12:00:00Z"));
    try (Journal journal = Journal.open(config().clock(clock).build())) {
      for (Duration set :
          new Duration[] {
            Duration.ZERO, // goes on as it should
            Duration.ofSeconds(-3_600),
            Duration.ofMillis(-300), // less than a step
            Duration.ofMillis(-700),
            Duration.ofMillis(4_800), // a machine that slept
            Duration.ofMillis(5_200)
          }) {
        int looks = disk.looks();
        clock.advance(set);
        awaitThat(
            () -> { // a look between the two is off by a tenth of a second, and the next one back
              clock.advance(Duration.ofMillis(100));
              ticker.advance(Duration.ofMillis(100));
              return disk.looks() > looks;
            });
        journal.append(Records.denied(Records.call(), "acme")).await(soon(clock));
      }
    }
    String text = textThatHolds();
    assertInOrder(text, "\"us\":-3", "\"us\":-", "\"us\":5");
    assertEquals(3, text.split("\"clock.step\"", -1).length - 1);
  }

  private static Deadline soon(Clock clock) {
    return Deadline.after(Duration.ofMinutes(1), clock);
  }

  /** Breaks the disk and lets the journal find out. */
  private void refuse(Journal journal) {
    disk.dead = data.resolve("audit");
    int before = disk.operations();
    journal.append(new AuditRecord.PolicyActivate(new Revision(2, Records.SHA)));
    awaitThat(() -> disk.operations() > before && journal.state() == AuditState.REFUSING);
  }

  private void heal(Journal journal, AuditState left) {
    disk.dead = Path.of("/nowhere");
    awaitLater(() -> journal.origin().endsWith("/2") && journal.state() == left);
  }

  private String textThatHolds() throws IOException {
    VerifyReport report = Verifier.verify(data.resolve("audit"), List.of(), List.of());
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(data.resolve("audit"))) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (file.toString().endsWith(".log")) {
          text.append(Files.readString(file));
        }
      }
    }
    return text.toString();
  }

  private static void assertInOrder(String text, String... parts) {
    int at = 0;
    for (String part : parts) {
      int found = text.indexOf(part, at);
      assertTrue(found >= 0, () -> part + " in\n" + text);
      at = found + part.length();
    }
  }

  /** The same, while time passes. */
  private void awaitLater(BooleanSupplier condition) {
    awaitThat(
        () -> {
          ticker.advance(Duration.ofMillis(100));
          return condition.getAsBoolean();
        });
  }

  private static void awaitThat(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it never came");
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }
}
