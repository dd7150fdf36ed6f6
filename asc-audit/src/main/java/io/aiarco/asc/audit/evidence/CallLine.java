package io.aiarco.asc.audit.evidence;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One call as its records tell it. Immutable.
 *
 * @param began when its first record was made
 * @param ended {@code ok}, another status, {@code denied} or another decision, {@code orphan}, or
 *     {@code open}
 * @param code why, unless all went well
 * @param served the endpoint of its last attempt
 * @param spent what was settled, as {@code 0.0001 USD}; several units are joined by {@code +}
 * @param firstTokenMicros of the last attempt; 0 when there was none
 * @param fallbacks attempts after the first
 */
public record CallLine(
    String began,
    String call,
    String tenant,
    String model,
    String ended,
    String code,
    String served,
    String spent,
    long firstTokenMicros,
    int fallbacks) {
  static CallLine of(Map<String, Object> intent, Map<String, Object> end) {
    Map<String, Object> first = intent.isEmpty() ? end : intent;
    List<?> attempts = end.get("attempts") instanceof List<?> list ? list : List.of();
    Map<?, ?> last =
        !attempts.isEmpty() && attempts.get(attempts.size() - 1) instanceof Map<?, ?> map
            ? map
            : Map.of();
    return new CallLine(
        LogQuery.text(first, "ts"),
        LogQuery.text(first, "call"),
        LogQuery.text(first, "tenant"),
        LogQuery.text(first, "model"),
        ended(end),
        LogQuery.text(end, "code"),
        Objects.toString(last.get("endpoint"), ""),
        spent(end.get("settle") instanceof List<?> list ? list : List.of()),
        last.get("ttft") instanceof Long micros ? micros : 0,
        Math.max(0, attempts.size() - 1));
  }

  private static String ended(Map<String, Object> end) {
    if (end.isEmpty()) {
      return "open";
    }
    return Stream.of("status", "decision")
        .map(name -> LogQuery.text(end, name))
        .filter(said -> !said.isEmpty())
        .findFirst()
        .orElse("orphan");
  }

  private static String spent(List<?> settle) {
    return settle.stream()
        .filter(line -> line instanceof Map<?, ?> map && !"tok".equals(map.get("unit")))
        .map(line -> (Map<?, ?>) line)
        .filter(line -> !"req".equals(line.get("unit")))
        .map(line -> line.get("amount") + " " + line.get("unit"))
        .collect(Collectors.joining(" + "));
  }
}
