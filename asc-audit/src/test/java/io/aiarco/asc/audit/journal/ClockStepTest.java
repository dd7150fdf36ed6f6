package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.testkit.time.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The machine's clock may do what it likes: {@code seq} orders a log, and its ids go on rising. */
class ClockStepTest {
  private static final int DAY = 24 * 60;

  @Property(tries = 20)
  void aClockThatStepsDisturbsNothing(
      @ForAll @Size(min = 1, max = 8)
          List<@IntRange(min = -400 * DAY, max = 400 * DAY) Integer> steps)
      throws IOException {
    Path data = Files.createTempDirectory("asc-clock");
    FakeClock clock = FakeClock.at("2026-11-22T00:00:00Z");
    try {
      for (int minutes : steps) {
        try (Journal journal = open(data, clock)) {
          CallId call = Records.call();
          await(journal.append(Records.intent(call, "acme", Records.hold(1, 1))), clock);
          clock.set(clock.instant().plus(Duration.ofMinutes(minutes)));
          await(journal.append(Records.outcome(call, "acme", Records.settle(1, 1))), clock);
        }
      }
      VerifyReport report = Verifier.verify(data.resolve("audit"), List.of(), List.of());
      assertEquals(0, report.exitCode(), () -> report.lines().toString());
    } finally {
      Logs.delete(data);
    }
  }

  /** Into a new month and back: a restarted writer let an account live that was dropped before. */
  @Example
  void aClockThatGoesBackAcrossAMonthsEndDisturbsNothing() throws IOException {
    aClockThatStepsDisturbsNothing(List.of(14_394, 4, 2, -1, -99));
  }

  private static void await(AuditReceipt receipt, FakeClock clock) {
    receipt.await(Deadline.after(Duration.ofSeconds(20), clock));
  }

  /** With segments short enough for each step to end one. */
  private static Journal open(Path data, FakeClock clock) {
    return Journal.open(
        Logs.config(data)
            .clock(clock)
            .disk(new BrokenDisk())
            .segment(3_000, Duration.ofHours(1))
            .build());
  }
}
