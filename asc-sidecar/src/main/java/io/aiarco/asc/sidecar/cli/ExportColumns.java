package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.usage.TokenClass;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which column of an export holds what. Immutable.
 *
 * @param names the column of each field; a field without one is not in the export
 */
record ExportColumns(Map<String, String> names) {
  static final String TIME = "time";
  static final String MODEL = "model";
  static final String REQUEST_ID = "request_id";
  static final String REQUESTS = "requests";
  static final String COST = "cost";
  static final String CURRENCY = "currency";

  /** Input of all classes together, where no column has that of the class {@code input} alone. */
  static final String INPUT_TOTAL = "input_total";

  private static final Set<String> FIELDS = fields();

  ExportColumns {
    names = Map.copyOf(names);
  }

  /** Whose exports are known. */
  enum Provider {
    /**
     * "Export" of the usage dashboard, activity, as a file named {@code completions_usage_…csv}:
     * column names as seen in such files of October 2025, read 2026-11-25. One line sums up an
     * interval; its times are UTC (help.openai.com, article 8554956, read the same day).
     */
    OPENAI(
        Map.of(
            TIME,
            "start_time_iso",
            MODEL,
            "model",
            REQUESTS,
            "num_model_requests",
            INPUT_TOTAL,
            "input_tokens",
            "cache_read",
            "input_cached_tokens",
            "output",
            "output_tokens")),
    /**
     * CSV export of the Console's usage page (support.anthropic.com, article 9534590, read
     * 2026-11-25); column names as seen in such files of 2025 and 2026. One line sums up a day or
     * an hour; it does not count requests.
     */
    ANTHROPIC(
        Map.of(
            TIME,
            "usage_date_utc",
            MODEL,
            "model_version",
            "input",
            "usage_input_tokens_no_cache",
            "cache_write_5m",
            "usage_input_tokens_cache_write_5m",
            "cache_write_1h",
            "usage_input_tokens_cache_write_1h",
            "cache_read",
            "usage_input_tokens_cache_read",
            "output",
            "usage_output_tokens")),
    /** No description of its columns was found (2026-11-25): they have to be named. */
    MISTRAL(Map.of()),
    /** Columns named as the fields are, or named by the caller. */
    GENERIC(FIELDS.stream().collect(Collectors.toMap(field -> field, field -> field)));

    private final Map<String, String> names;

    Provider(Map<String, String> names) {
      this.names = names;
    }
  }

  /**
   * Those of a provider, and {@code more}: each {@code field=column}.
   *
   * @throws IllegalArgumentException when one names no field
   */
  static ExportColumns of(Provider provider, Collection<String> more) {
    Map<String, String> names = new LinkedHashMap<>(provider.names);
    for (String each : more) {
      int equals = each.indexOf('=');
      if (equals < 1 || !FIELDS.contains(each.substring(0, equals))) {
        throw new IllegalArgumentException(
            "--column: " + each + " (expected: FIELD=COLUMN, FIELD one of " + FIELDS + ")");
      }
      names.put(each.substring(0, equals), each.substring(equals + 1));
    }
    return new ExportColumns(names);
  }

  /** The place of each field in a heading; {@code generic} columns need not be there. */
  Map<String, Integer> places(Collection<String> heading) {
    Map<String, Integer> at = new TreeMap<>();
    int place = 0;
    for (String column : heading) {
      at.putIfAbsent(column.strip(), place++);
    }
    Map<String, Integer> places = new TreeMap<>();
    names.forEach(
        (field, column) -> {
          if (at.containsKey(column)) {
            places.put(field, at.get(column));
          }
        });
    return places;
  }

  private static Set<String> fields() {
    Set<String> fields = new LinkedHashSet<>();
    fields.addAll(Arrays.asList(TIME, MODEL, REQUEST_ID, REQUESTS, COST, CURRENCY, INPUT_TOTAL));
    for (TokenClass each : TokenClass.values()) {
      fields.add(each.key());
    }
    return fields;
  }
}
