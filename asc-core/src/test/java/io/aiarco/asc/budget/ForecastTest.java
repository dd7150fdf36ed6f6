package io.aiarco.asc.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

  @Test
  void steadyUseGoesOnAsItWas() {
    long[] hours = new long[Forecast.HOURS];
    Arrays.fill(hours, 100, Forecast.HOURS, 5);

    Forecast forecast = Forecast.of(600, 1_000, hours, NOW, END);

    assertEquals(5, forecast.perHour());
    assertEquals(600 + 6 * 24 * 5, forecast.atEnd());
    assertEquals(NOW.plusSeconds(80 * 3600), forecast.exhausted());
    assertEquals(null, Forecast.of(600, 1_320, hours, NOW, END).exhausted());
    assertEquals(null, Forecast.of(600, 1_000, hours, NOW, null).atEnd());
    assertEquals(
        Instant.parse("2026-11-28T08:00:00Z"),
        Forecast.of(600, 1_000, hours, NOW, null).exhausted());
  }

  @Test
  void anHourCountsHalfAsMuchAsOneTwoDaysLater() {
    long[] hours = new long[49];
    hours[0] = 300_000;
    hours[48] = 300_000;
    double weights = 0;
    for (int age = 0; age <= 48; age++) {
      weights += Math.pow(0.5, age / 48.0);
    }

    assertEquals(Math.round(450_000 / weights), Forecast.of(0, 1, hours, NOW, END).perHour());
  }

  @Test
  void withoutUseNothingIsReachedAndWhatIsReachedIsReachedNow() {
    assertEquals(new Forecast(0, 7L, null), Forecast.of(7, 10, new long[Forecast.HOURS], NOW, END));
    assertEquals(NOW, Forecast.of(10, 10, new long[0], NOW, END).exhausted());
    assertEquals(null, Forecast.of(0, Long.MAX_VALUE, new long[] {1}, NOW, null).exhausted());
    assertEquals(
        Long.MAX_VALUE,
        Forecast.of(Long.MAX_VALUE - 1, Long.MAX_VALUE, new long[] {Long.MAX_VALUE}, NOW, END)
            .atEnd());
  }

  @Property
  void theAverageLiesWithinTheHoursAndMoreUseIsExhaustedNoLater(
      @ForAll @Size(min = 1, max = 168) List<@LongRange(min = 1, max = 1_000_000_000) Long> each,
      @ForAll @IntRange(min = 1, max = 9) int times) {
    long[] hours = each.stream().mapToLong(Long::longValue).toArray();
    Forecast forecast = Forecast.of(0, 1_000_000_000_000L, hours, NOW, null);
    long[] more = Arrays.stream(hours).map(hour -> hour * times).toArray();
    Forecast dearer = Forecast.of(0, 1_000_000_000_000L, more, NOW, null);

    assertTrue(forecast.perHour() >= Arrays.stream(hours).min().orElseThrow());
    assertTrue(forecast.perHour() <= Arrays.stream(hours).max().orElseThrow());
    assertTrue(
        forecast.exhausted() == null
            || dearer.exhausted() != null && !dearer.exhausted().isAfter(forecast.exhausted()));
  }
}
