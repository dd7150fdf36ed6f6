package io.aiarco.asc.audit.evidence;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.HoldLines;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was charged under each scope, hour by hour, as the log tells it. A call is charged in the
 * hour its end was recorded. Immutable.
 */
public final class HourlySpend {
  private final int length;
  private final Map<Key, long[]> hours = new HashMap<>();

  private record Key(Unit unit, String scope) {}

  private HourlySpend(int length) {
    this.length = length;
  }

  /**
   * Reads the last {@code length} whole hours before {@code now}.
   *
   * @param folders each one log, a writer with its epochs, or the root of all writers
   */
  public static HourlySpend read(List<Path> folders, Instant now, int length) throws IOException {
    HourlySpend spend = new HourlySpend(length);
    Instant to = now.truncatedTo(ChronoUnit.HOURS);
    Instant from = to.minus(Duration.ofHours(length));
    Set<String> ends = Set.of("call.outcome", "call.orphan", "gap");
    for (Path folder : folders) {
      RecordFilter filter = new RecordFilter(null, null, null, ends, from, to);
      LogQuery.records(folder, filter, record -> spend.add(record, from));
    }
    return spend;
  }

  /** What each hour cost under a scope, in the unit; the newest last. */
  public long[] of(Unit unit, String scope) {
    long[] found = hours.get(new Key(unit, scope));
    return found == null ? new long[length] : found.clone();
  }

  private void add(Map<String, Object> record, Instant from) {
    Instant at = Instant.parse(LogQuery.text(record, "ts"));
    int hour = (int) Duration.between(from, at).toHours();
    Set<Key> seen = new HashSet<>(); // a charge stands once on each of a scope's accounts
    try {
      for (HoldLine line : HoldLines.read(record.get("settle"), false)) {
        for (Account account : line.accounts()) {
          Key key = new Key(line.unit(), account.scope());
          if (seen.add(key)) {
            long[] its = hours.computeIfAbsent(key, none -> new long[length]);
            its[hour] = Math.addExact(its[hour], line.amount());
          }
        }
      }
    } catch (FormatException e) {
      throw new IllegalArgumentException(
          "settle of seq " + record.get("seq") + ": " + e.getMessage(), e);
    }
  }
}
