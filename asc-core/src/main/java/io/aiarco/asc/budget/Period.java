package io.aiarco.asc.budget;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
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
    ZonedDateTime start = start(instant.atZone(zone));
    return label.format(start) + "~" + start.plus(1, length).toInstant();
  }

  private ZonedDateTime start(ZonedDateTime now) {
    return switch (this) {
      case YEAR -> now.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
      case MONTH -> now.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
      case DAY -> now.truncatedTo(ChronoUnit.DAYS);
      case HOUR -> now.truncatedTo(ChronoUnit.HOURS);
      default -> now.truncatedTo(ChronoUnit.MINUTES);
    };
  }
}
