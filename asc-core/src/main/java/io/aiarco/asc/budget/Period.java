package io.aiarco.asc.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long an account lasts. Days and months are those of a time zone, so a day may have 23 or 25
 * hours; ends are stored as instants.
 */
public enum Period {
  /** One minute. */
  MINUTE("uuuu-MM-dd'T'HH:mm", ChronoUnit.MINUTES),
  /** One hour. */
  HOUR("uuuu-MM-dd'T'HH", ChronoUnit.HOURS),
  /** One day. */
  DAY("uuuu-MM-dd", ChronoUnit.DAYS),
  /** One month. */
  MONTH("uuuu-MM", ChronoUnit.MONTHS),
  /** One year. */
  YEAR("uuuu", ChronoUnit.YEARS),
  /** For ever. */
  TOTAL(null, null),
  /** Calls in flight, which have no period. */
  NOW(null, null);

  private final @Nullable DateTimeFormatter label;
  private final @Nullable ChronoUnit length;

  Period(@Nullable String label, @Nullable ChronoUnit length) {
    this.label = label == null ? null : DateTimeFormatter.ofPattern(label, java.util.Locale.ROOT);
    this.length = length;
  }

  /**
   * The account id's part for the period that {@code instant} lies in: {@code <start>~<end>}, the
   * start in {@code zone}, the end a UTC instant; {@code total~always} and {@code now~always} have
   * neither.
   */
  public String span(Instant instant, ZoneId zone) {
    if (label == null || length == null) {
      return name().toLowerCase(java.util.Locale.ROOT) + "~always";
    }
    return switch (this) {
      case MINUTE, HOUR -> clockSpan(instant, zone, label, length);
      default -> calendarSpan(instant, zone, label, length);
    };
  }

  /** Minutes and hours last as long as they say, whatever the wall clock does meanwhile. */
  private static String clockSpan(
      Instant instant, ZoneId zone, DateTimeFormatter label, ChronoUnit length) {
    OffsetDateTime start = instant.atOffset(zone.getRules().getOffset(instant)).truncatedTo(length);
    return label.format(start) + "~" + start.plus(1, length).toInstant();
  }

  /** Days and more end where the next begins, which need not be midnight on the wall clock. */
  private String calendarSpan(
      Instant instant, ZoneId zone, DateTimeFormatter label, ChronoUnit length) {
    LocalDate day = LocalDate.ofInstant(instant, zone);
    LocalDate start =
        switch (this) {
          case YEAR -> day.withDayOfYear(1);
          case MONTH -> day.withDayOfMonth(1);
          default -> day;
        };
    return label.format(start) + "~" + start.plus(1, length).atStartOfDay(zone).toInstant();
  }
}
