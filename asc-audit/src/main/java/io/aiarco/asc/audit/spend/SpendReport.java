package io.aiarco.asc.audit.spend;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Instants;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Cost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who spent what. A call counts in the period it began in, as it does on its accounts; each of its
 * attempts counts where it went, at its own price. Read in one pass, in memory for the rows and the
 * calls in flight. What has no price counts under the currency the tenant was last charged in, or
 * {@code XXX}. Immutable.
 *
 * @param unended calls without an end: in flight, or left by a process that died
 */
public record SpendReport(SpendQuery query, List<SpendRow> rows, long unended) {
  public SpendReport {
    rows = List.copyOf(rows);
  }

  /**
   * Reads the logs in {@code folders}, also beside a process that writes.
   *
   * @param folders each one log, a writer with its epochs, or the root of all writers
   * @throws IOException when a folder has no log, or a line is not what was written
   */
  public static SpendReport read(List<Path> folders, SpendQuery query) throws IOException {
    Reading reading = new Reading(query);
    long unended = CallReader.read(folders, reading);
    return new SpendReport(query, reading.rows(), unended);
  }

  /** One pass over the logs. Single-thread. */
  private static final class Reading implements CallReader.Sink {
    private static final Currency NONE = new Currency("XXX"); // ISO 4217: no currency

    private final SpendQuery query;
    private final String from;
    private final String to;
    private final Days days;
    private final Map<Key, Tally> tallies = new HashMap<>();
    private final Map<String, Currency> chargedIn = new HashMap<>();

    /** {@code by} is never changed. */
    private static final class Key {
      private final String[] by;
      private final Currency currency;
      private final int hash;

      Key(String[] by, Currency currency) {
        this.by = by;
        this.currency = currency;
        this.hash = 31 * Arrays.hashCode(by) + currency.hashCode();
      }

      @Override
      public boolean equals(@Nullable Object other) {
        return other instanceof Key key
            && Arrays.equals(by, key.by)
            && currency.equals(key.currency);
      }

      @Override
      public int hashCode() {
        return hash;
      }
    }

    Reading(SpendQuery query) {
      this.query = query;
      this.from = query.from() == null ? "" : Instants.stamp(query.from());
      this.to = query.to() == null ? "" : Instants.stamp(query.to());
      this.days = new Days(query.zone());
    }

    @Override
    public void ended(SpentCall call) throws FormatException {
      if (!admits(call.tenant(), call.began())) {
        return;
      }
      Currency currency = currency(call.tenant(), call.attempts());
      Tally last = null;
      for (SpentAttempt attempt : call.attempts()) {
        Cost cost = attempt.cost();
        last =
            tally(
                by(call.tenant(), call.team(), call.tags(), call.began(), attempt.endpoint()),
                cost == null ? currency : cost.amount().currency());
        last.attempt(attempt);
      }
      if (last == null) {
        last = tally(by(call.tenant(), call.team(), call.tags(), call.began(), null), currency);
      }
      last.calls(call.count());
    }

    @Override
    public void answered(Answered call) throws FormatException {
      if (call.tenant().isEmpty() || !admits(call.tenant(), call.at())) {
        return; // refusals of callers nobody knows are nobody's
      }
      Money saved = call.saved();
      Currency currency = saved == null ? currency(call.tenant(), List.of()) : saved.currency();
      Tally tally = tally(by(call.tenant(), call.team(), call.tags(), call.at(), null), currency);
      if (call.refused()) {
        tally.refusal();
      } else {
        tally.duplicate(saved);
      }
    }

    private boolean admits(String tenant, String at) {
      return (query.tenant() == null || query.tenant().equals(tenant))
          && at.compareTo(from) >= 0
          && (to.isEmpty() || at.compareTo(to) < 0);
    }

    /** What the call's attempts are charged in, or the tenant's last were. */
    private Currency currency(String tenant, List<SpentAttempt> attempts) {
      for (SpentAttempt attempt : attempts) {
        Cost cost = attempt.cost();
        if (cost != null) {
          chargedIn.put(tenant, cost.amount().currency());
          return cost.amount().currency();
        }
      }
      return chargedIn.getOrDefault(tenant, NONE);
    }

    private String[] by(
        String tenant, String team, Map<?, ?> tags, String at, @Nullable EndpointId endpoint)
        throws FormatException {
      String[] values = new String[query.by().size()];
      for (int i = 0; i < values.length; i++) {
        SpendBy by = query.by().get(i);
        values[i] =
            switch (by.kind()) {
              case TENANT -> tenant;
              case TEAM -> team;
              case TAG -> AttemptReader.text(tags, by.tag());
              case DAY -> days.of(at);
              case PROVIDER -> endpoint == null ? "" : endpoint.provider().value();
              case MODEL -> endpoint == null ? "" : endpoint.model().value();
              case REGION -> endpoint == null ? "" : endpoint.region().value();
            };
      }
      return values;
    }

    private Tally tally(String[] by, Currency currency) {
      return tallies.computeIfAbsent(new Key(by, currency), key -> new Tally(key.currency));
    }

    List<SpendRow> rows() {
      List<Map.Entry<Key, Tally>> sorted = new ArrayList<>(tallies.entrySet());
      sorted.sort(
          Comparator.comparing((Map.Entry<Key, Tally> entry) -> entry.getKey().by, Arrays::compare)
              .thenComparing(entry -> entry.getKey().currency.code()));
      return sorted.stream()
          .map(entry -> new SpendRow(List.of(entry.getKey().by), entry.getValue().spend()))
          .toList();
    }
  }
}
