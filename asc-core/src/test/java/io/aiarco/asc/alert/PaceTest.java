package io.aiarco.asc.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Simulated use, a minute at a time. */
class PaceTest {
  /** A Monday. */
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  private static final int DAY = 24 * 60;

  /**
   * A day's pattern, each minute up to a third above or below it, and now and then a large call.
   */
  private static long ordinary(int minute, Random random) {
    double ofDay = 1 + 0.8 * Math.sin(2 * Math.PI * (minute % DAY) / DAY);
    double noise = 2.0 / 3 + random.nextDouble() * 2 / 3;
    double large = random.nextInt(1000) == 0 ? 20 : 0;
    return Math.round(1_000_000 * (ofDay * noise + large));
  }

  private static boolean isWeekend(int minute) {
    return minute / DAY % 7 >= 5;
  }

  @Property(tries = 25)
  void anOrdinaryDailyPatternIsNeverUnusual(@ForAll long seed) {
    Random random = new Random(seed);
    Pace pace = new Pace(START);
    for (int minute = 0; minute < 9 * DAY; minute++) {
      pace.add(ordinary(minute, random), at(minute));

      assertFalse(pace.isUnusual(), "minute " + minute);
    }
  }

  @Property(tries = 25)
  void onceAWeekHasBeenSeenFreeDaysAreNoSurpriseEither(@ForAll long seed) {
    Random random = new Random(seed);
    Pace pace = new Pace(START);
    for (int minute = 0; minute < 16 * DAY; minute++) {
      pace.add(isWeekend(minute) ? 0 : ordinary(minute, random), at(minute));

      assertFalse(minute > 7 * DAY && pace.isUnusual(), "minute " + minute);
    }
  }

  @Property(tries = 100)
  void threefoldUseIsUnusualWithinTenMinutes(
      @ForAll long seed, @ForAll @IntRange(min = DAY + 60, max = 8 * DAY) int from) {
    Random random = new Random(seed);
    Pace pace = new Pace(START);
    for (int minute = 0; minute < from; minute++) {
      pace.add(steady(random), at(minute));
    }
    int noticed = 0;
    while (!pace.isUnusual() && noticed < 60) {
      pace.add(3 * steady(random), at(from + noticed++));
    }

    assertTrue(noticed <= 10, noticed + " minutes");
  }

  private static long steady(Random random) {
    return Math.round(1_000_000 * (0.9 + 0.2 * random.nextDouble()));
  }

  @Test
  void oneLargeCallIsNoPaceAndTheFirstDayHasNothingUnusual() {
    Pace pace = new Pace(START);
    for (int minute = 0; minute < DAY - 20; minute++) {
      pace.add(minute % 10 == 0 ? 100 : 0, at(minute));
      assertFalse(pace.isUnusual());
    }
    pace.add(1_000_000, at(DAY - 20));
    assertFalse(pace.isUnusual());
    Pace later = new Pace(START);
    later.add(100, at(DAY + 60));
    later.add(1_000_000, at(DAY + 61));
    assertTrue(later.window() > 1_000_000);
    assertEquals(0, later.usual());
  }

  @Test
  void whatLiesBackFurtherThanTheWindowOrTheWeekIsForgotten() {
    Pace pace = new Pace(START);
    pace.add(500, at(5));
    assertEquals(500, pace.window());
    pace.add(0, at(14));
    assertEquals(500, pace.window());
    pace.add(0, at(15));
    assertEquals(0, pace.window());
    pace.add(0, at(5 + 7 * DAY));
    assertEquals(166 - 6, pace.usual() / 10 * 10, "a third of the half-hour a week ago");
    pace.add(0, at(5 + 9 * DAY));
    assertEquals(0, pace.usual());
  }

  @Test
  void aClockThatStepsBackChangesNothing() {
    Pace pace = new Pace(START);
    pace.add(500, at(100));
    pace.add(500, at(50));

    assertEquals(1000, pace.window());
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
