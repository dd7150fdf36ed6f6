package io.aiarco.asc.audit.spend;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report is about. Immutable.
 *
 * @param tenant whose calls; null for everybody's
 * @param from calls that began at this instant or later; null for all before {@code to}
 * @param to calls that began before this instant; null for all from {@code from} on
 * @param zone where days begin and end
 */
public record SpendQuery(
    List<SpendBy> by,
    @Nullable String tenant,
    @Nullable Instant from,
    @Nullable Instant to,
    ZoneId zone) {
  public SpendQuery {
    by = List.copyOf(by);
  }
}
