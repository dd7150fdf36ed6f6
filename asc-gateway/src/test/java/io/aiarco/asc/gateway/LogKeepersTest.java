package io.aiarco.asc.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.audit.anchor.AnchorException;
import io.aiarco.asc.audit.anchor.AnchorPlan;
import io.aiarco.asc.audit.anchor.AnchorStatus;
import io.aiarco.asc.audit.anchor.Anchoring;
import io.aiarco.asc.audit.anchor.FileAnchor;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import io.aiarco.asc.audit.ship.FileSink;
import io.aiarco.asc.audit.ship.ShipPlan;
import io.aiarco.asc.audit.ship.Shipping;
import io.aiarco.asc.telemetry.AuditVitals;
import io.aiarco.asc.testkit.time.FakeClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogKeepersTest {
  @TempDir Path folder;
  private final FakeClock clock = FakeClock.at("2026-11-25T12:00:00Z");

  @Test
  void vitalsSayHowFarBehindEachKeeperIs() {
    FileAnchor anchor = new FileAnchor(folder);
    LogKeepers keepers =
        new LogKeepers(
            new Anchoring(
                List.of(new AnchorPlan("w1", anchor, Duration.ofSeconds(10), true)), clock),
            new Anchoring(List.of(), clock),
            new Shipping(List.of(new ShipPlan("vault", new FileSink(folder))), clock),
            new LagWatch(Duration.ofSeconds(10)),
            clock,
            new AtomicReference<>());
    try (Journal log =
        Journal.open(
            JournalConfig.builder(folder.resolve("audit"), "gw", "localhost", "local")
                .keys(folder.resolve("keys"))
                .clock(Clock.systemUTC())
                .registered(false)
                .build())) {
      assertEquals(
          new AuditVitals(
              0,
              0,
              null,
              0,
              Map.of("vault", new AuditVitals.Sink(0, Duration.ZERO)),
              Map.of("w1", new AuditVitals.Anchor(0, null))),
          keepers.vitals(log));

      keepers.signed(new SignedCheckpoint(log.folder(), log.origin(), 7, "note", false));
      clock.advance(Duration.ofSeconds(9)); // nothing was started: nobody carries it
      assertEquals(
          new AuditVitals(
              0,
              0,
              Duration.ofSeconds(9),
              0,
              Map.of("vault", new AuditVitals.Sink(7, Duration.ofSeconds(9))),
              Map.of("w1", new AuditVitals.Anchor(0, null))),
          keepers.vitals(log));

      assertEquals(Optional.empty(), keepers.behind());
      clock.advance(Duration.ofSeconds(1));
      assertEquals(Optional.of("sink vault"), keepers.behind());
      assertEquals(0, keepers.neededFrom(log.folder()));
    }
  }

  @Test
  void anAnchorIsBehindWhenItHasFailedForSoLong() {
    LagWatch watch = new LagWatch(Duration.ofSeconds(10));
    AnchorStatus failing = new AnchorStatus("w1", 0, null, AnchorException.Reason.UNREACHABLE);
    Instant start = clock.instant();

    assertEquals(Optional.empty(), watch.behind(List.of(), List.of(failing), start));
    assertEquals(
        Optional.of("anchor w1"), watch.behind(List.of(), List.of(failing), start.plusSeconds(10)));
    AnchorStatus mended = new AnchorStatus("w1", 9, start, null);
    assertEquals(Optional.empty(), watch.behind(List.of(), List.of(mended), start.plusSeconds(11)));
    assertEquals(
        Optional.empty(), watch.behind(List.of(), List.of(failing), start.plusSeconds(12)));
  }
}
