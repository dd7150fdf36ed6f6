package io.aiarco.asc.audit.evidence;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which records are looked for; null, or no types, for any. Immutable.
 *
 * @param subject the pseudonym of the person an intent is about
 * @param from this instant or later
 * @param to before this instant
 */
public record RecordFilter(
    @Nullable String tenant,
    @Nullable String subject,
    @Nullable String call,
    Set<String> types,
    @Nullable Instant from,
    @Nullable Instant to) {
  public RecordFilter {
    types = Set.copyOf(types);
  }

  boolean admits(Map<String, Object> record) {
    return isOrAny(tenant, record.get("tenant"))
        && isOrAny(subject, record.get("subject"))
        && isOrAny(call, record.get("call"))
        && (types.isEmpty() || types.contains(String.valueOf(record.get("type"))))
        && isInTime(String.valueOf(record.get("ts")));
  }

  /** A text that every admitted record holds; empty when nothing is asked for that has one. */
  String mark() {
    if (call != null) {
      return "\"call\":\"" + call + "\"";
    }
    if (tenant != null) {
      return "\"tenant\":\"" + tenant + "\"";
    }
    return types.size() == 1 ? "\"type\":\"" + types.iterator().next() + "\"" : "";
  }

  private boolean isInTime(String stamp) {
    if (from == null && to == null) {
      return true;
    }
    Instant at = Instant.parse(stamp);
    return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
  }

  private static boolean isOrAny(@Nullable String wanted, @Nullable Object value) {
    return wanted == null || wanted.equals(value);
  }
}
