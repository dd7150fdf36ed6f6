package io.aiarco.asc.testkit.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FakeClockTest {
  @Test
  void standsStillUntilMovedAndMovesInEveryZone() {
    FakeClock clock = FakeClock.at("2026-11-21T12:00:00Z");
    Clock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));

    clock.advance(Duration.ofSeconds(-5));
    assertEquals(Instant.parse("2026-11-21T11:59:55Z"), berlin.instant());
    clock.set(Instant.EPOCH);

    assertEquals(0, berlin.millis());
    assertEquals(ZoneId.of("Europe/Berlin"), berlin.getZone());
  }
}
