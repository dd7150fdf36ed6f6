package io.aiarco.asc.budget;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an account will stand if it is used on as it was: an average of what its hours cost, in
 * which an hour counts half as much as one two days later (an exponentially weighted moving
 * average), times the hours that are left. Immutable.
 *
 * @param perHour that average, in the unit
 * @param atEnd what will be settled when the period ends; null when it never does
 * @param exhausted when the limit will be reached; null when it will not be in this period
 */
public record Forecast(long perHour, @Nullable Long atEnd, @Nullable Instant exhausted) {
  /** How far back hours are worth a look. */
  public static final int HOURS = 168;

  private static final double HALF_LIFE_HOURS = 48;
  private static final double SECONDS_PER_HOUR = 3600;

  /**
   * A forecast.
   *
   * @param hours what each whole hour before {@code now} cost, the newest last; those before the
   *     first that cost anything do not count, as nobody may have been there
   * @param end of the account's period; null when it never ends
   */
  public static Forecast of(
      long settled, long limit, long[] hours, Instant now, @Nullable Instant end) {
    double perHour = average(hours);
    Long atEnd = null;
    if (end != null) {
      double left = Math.max(0, Duration.between(now, end).toSeconds()) / SECONDS_PER_HOUR;
      atEnd = Math.round(settled + perHour * left); // rounds to the greatest what does not fit
    }
    return new Forecast(Math.round(perHour), atEnd, exhausted(settled, limit, perHour, now, end));
  }

  private static double average(long[] hours) {
    int first = 0;
    while (first < hours.length && hours[first] == 0) {
      first++;
    }
    double sum = 0;
    double weights = 0;
    for (int i = first; i < hours.length; i++) {
      double weight = Math.pow(0.5, (hours.length - 1 - i) / HALF_LIFE_HOURS);
      sum += weight * hours[i];
      weights += weight;
    }
    return weights == 0 ? 0 : sum / weights;
  }

  private static @Nullable Instant exhausted(
      long settled, long limit, double perHour, Instant now, @Nullable Instant end) {
    if (settled >= limit) {
      return now;
    }
    double seconds = ((double) limit - settled) / perHour * SECONDS_PER_HOUR;
    if (!(seconds < Duration.ofDays(36_500).toSeconds())) {
      return null; // never, or in more than a hundred years
    }
    Instant when = now.plusSeconds((long) seconds);
    return end == null || when.isBefore(end) ? when : null;
  }
}
