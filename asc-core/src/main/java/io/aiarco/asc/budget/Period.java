package io.aiarco.asc.budget;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How long an account lasts. Days and months are those of a time zone, so a day may have 23 or 25
 * hours; ends are stored as instants. A week is spelled with the day it starts on and a quarter
 * with its first month: their ends tell them from that day and that month.
 */
public enum Period {
  /** One minute. */
  MINUTE("uuuu-MM-dd'T'HH:mm", ChronoUnit.MINUTES),
  /** One hour. */
  HOUR("uuuu-MM-dd'T'HH", ChronoUnit.HOURS),
  /** One day. */
  DAY("uuuu-MM-dd", ChronoUnit.DAYS),
  /** Seven days from a Monday on (ISO 8601). */
  WEEK("uuuu-MM-dd", ChronoUnit.WEEKS),
  /** One month. */
  MONTH("uuuu-MM", ChronoUnit.MONTHS),
  /** Three months, from January, April, July or October on. */
  QUARTER("uuuu-MM", IsoFields.QUARTER_YEARS),
  /** One year. */
  YEAR("uuuu", ChronoUnit.YEARS),
  /** For ever. */
  TOTAL(null, null),
  /** Calls in flight, which have no period. */
  NOW(null, null);

  private final @Nullable DateTimeFormatter label;
  private final @Nullable TemporalUnit length;

  /** The last span of each zone: the next call is nearly always in it. */
  private final Map<ZoneId, Span> latest = new ConcurrentHashMap<>();

  /** A period with its spelling, as instants with this offset know it. */
  private record Span(Instant start, Instant end, ZoneOffset offset, String text) {
    boolean holds(Instant instant, ZoneOffset at) {
      // The offset, too: where clocks go back by half an hour, two hours overlap.
      return !instant.isBefore(start) && instant.isBefore(end) && offset.equals(at);
    }
  }

  Period(@Nullable String label, @Nullable TemporalUnit length) {
    this.label = label == null ? null : DateTimeFormatter.ofPattern(label, java.util.Locale.ROOT);
    this.length = length;
  }

  /**
   * The account id's part for the period that {@code instant} lies in: {@code <start>~<end>}, the
   * start in {@code zone}, the end a UTC instant; {@code total~always} and {@code now~always} have
   * neither.
   */
  public String span(Instant instant, ZoneId zone) {
    Span span = at(instant, zone);
    return span == null ? name().toLowerCase(java.util.Locale.ROOT) + "~always" : span.text;
  }

  /**
   * When the period that {@code instant} lies in began: no earlier instant has its span.
   *
   * @throws IllegalStateException when it never did: of {@code TOTAL} and {@code NOW}
   */
  Instant start(Instant instant, ZoneId zone) {
    Span span = at(instant, zone);
    if (span == null) {
      throw new IllegalStateException("period: " + this + " (expected: one with a start)");
    }
    return span.start;
  }

  /** Whether several of them can make up a rolling limit. */
  public boolean rolls() {
    return this == MINUTE || this == HOUR || this == DAY;
  }

  /** How long one is, when no clock is changed meanwhile. */
  Duration length() {
    return length == null ? ChronoUnit.FOREVER.getDuration() : length.getDuration();
  }

  private @Nullable Span at(Instant instant, ZoneId zone) {
    if (label == null || length == null) {
      return null;
    }
    ZoneOffset offset = zone.getRules().getOffset(instant);
    Span span = latest.get(zone);
    if (span == null || !span.holds(instant, offset)) {
      span =
          switch (this) {
            case MINUTE, HOUR -> clockSpan(instant, zone, offset, label, length);
            default -> calendarSpan(instant, zone, offset, label, length);
          };
      latest.put(zone, span);
    }
    return span;
  }

  /** Minutes and hours last as long as they say, whatever the wall clock does meanwhile. */
  private static Span clockSpan(
      Instant instant,
      ZoneId zone,
      ZoneOffset offset,
      DateTimeFormatter label,
      TemporalUnit length) {
    OffsetDateTime start = instant.atOffset(offset).truncatedTo(length);
    Instant end = start.plus(1, length).toInstant();
    Instant begin = start.toInstant();
    if (!zone.getRules().getOffset(begin).equals(offset)) {
      begin = zone.getRules().nextTransition(begin).getInstant(); // the clocks' hour was another's
    }
    return new Span(begin, end, offset, label.format(start) + "~" + end);
  }

  /** Days and more end where the next begins, which need not be midnight on the wall clock. */
  private Span calendarSpan(
      Instant instant,
      ZoneId zone,
      ZoneOffset offset,
      DateTimeFormatter label,
      TemporalUnit length) {
    LocalDate day = LocalDate.ofInstant(instant, zone);
    LocalDate start =
        switch (this) {
          case YEAR -> day.withDayOfYear(1);
          case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
          case MONTH -> day.withDayOfMonth(1);
          case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          default -> day;
        };
    Instant end = start.plus(1, length).atStartOfDay(zone).toInstant();
    Instant begin = start.atStartOfDay(zone).toInstant();
    return new Span(begin, end, offset, label.format(start) + "~" + end);
  }
}
