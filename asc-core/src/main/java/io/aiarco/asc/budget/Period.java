package io.aiarco.asc.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /** The last span of each zone: the next call is nearly always in it. */
  private final Map<ZoneId, Span> latest = new ConcurrentHashMap<>();

  /** A period with its spelling, as instants with this offset know it. */
  private record Span(Instant start, Instant end, ZoneOffset offset, String text) {
    boolean holds(Instant instant, ZoneOffset at) {
      // The offset, too: where clocks go back by half an hour, two hours overlap.
      return !instant.isBefore(start) && instant.isBefore(end) && offset.equals(at);
    }
  }

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
    ZoneOffset offset = zone.getRules().getOffset(instant);
    Span span = latest.get(zone);
    if (span == null || !span.holds(instant, offset)) {
      span =
          switch (this) {
            case MINUTE, HOUR -> clockSpan(instant, offset, label, length);
            default -> calendarSpan(instant, zone, offset, label, length);
          };
      latest.put(zone, span);
    }
    return span.text;
  }

  /** Minutes and hours last as long as they say, whatever the wall clock does meanwhile. */
  private static Span clockSpan(
      Instant instant, ZoneOffset offset, DateTimeFormatter label, ChronoUnit length) {
    OffsetDateTime start = instant.atOffset(offset).truncatedTo(length);
    Instant end = start.plus(1, length).toInstant();
    return new Span(start.toInstant(), end, offset, label.format(start) + "~" + end);
  }

  /** Days and more end where the next begins, which need not be midnight on the wall clock. */
  private Span calendarSpan(
      Instant instant, ZoneId zone, ZoneOffset offset, DateTimeFormatter label, ChronoUnit length) {
    LocalDate day = LocalDate.ofInstant(instant, zone);
    LocalDate start =
        switch (this) {
          case YEAR -> day.withDayOfYear(1);
          case MONTH -> day.withDayOfMonth(1);
          default -> day;
        };
    Instant end = start.plus(1, length).atStartOfDay(zone).toInstant();
    Instant begin = start.atStartOfDay(zone).toInstant();
    return new Span(begin, end, offset, label.format(start) + "~" + end);
  }
}
