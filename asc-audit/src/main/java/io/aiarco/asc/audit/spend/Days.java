package io.aiarco.asc.audit.spend;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Instants;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The day of a time stamp, in a zone. Stamps are spelled alike, so they compare as texts: only the
 * first of a day is reckoned with. Single-thread.
 */
final class Days {
  private final ZoneId zone;
  private String day = "";
  private String begins = "";
  private String ends = "";

  Days(ZoneId zone) {
    this.zone = zone;
  }

  /** Such as {@code 2026-11-25}. */
  String of(String stamp) throws FormatException {
    if (stamp.compareTo(begins) < 0 || stamp.compareTo(ends) >= 0) {
      Instants.requireStamp(stamp);
      LocalDate date = LocalDate.ofInstant(Instant.parse(stamp), zone);
      day = date.toString();
      begins = Instants.stamp(date.atStartOfDay(zone).toInstant());
      ends = Instants.stamp(date.plusDays(1).atStartOfDay(zone).toInstant());
    }
    return day;
  }
}
