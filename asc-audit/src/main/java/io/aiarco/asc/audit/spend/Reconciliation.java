package io.aiarco.asc.audit.spend;

import io.aiarco.asc.audit.format.Instants;
import io.aiarco.asc.audit.spend.Reconciled.Verdict;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A provider's account of its use beside the log's. Where every line of the export has the
 * provider's id of a request, requests are compared one by one; else sums of a day (in UTC) and a
 * model are. What the export does not tell apart, such as reasoning from other output, is summed up
 * on the log's side too. Attempts that were not billed (their usage is absent) do not count.
 * Immutable.
 *
 * @param byRequest which of the two it was
 * @param rows the worst first, then by day and model
 */
public record Reconciliation(boolean byRequest, List<Reconciled> rows) {
  private static final Comparator<Reconciled> WORST_FIRST =
      Comparator.comparing(Reconciled::verdict)
          .thenComparing(Reconciled::day)
          .thenComparing(Reconciled::model)
          .thenComparing(Reconciled::request);

  public Reconciliation {
    rows = List.copyOf(rows);
  }

  /** Whether both sides say the same. */
  public boolean agrees() {
    return rows.stream().allMatch(row -> row.verdict() == Verdict.AGREES);
  }

  /**
   * Compares the export with what the log has of the days from its first to its last.
   *
   * @param folders each one log, a writer with its epochs, or the root of all writers
   * @param providers whose attempts, as the configuration names them; none for everybody's
   * @param classes the token classes that the export tells apart
   * @param currency what its costs are in
   */
  public static Reconciliation of(
      List<Path> folders,
      Collection<String> providers,
      List<UsageLine> export,
      Set<TokenClass> classes,
      Currency currency)
      throws IOException {
    if (export.isEmpty()) {
      throw new IllegalArgumentException("export: no line (expected: at least one)");
    }
    boolean byRequest = export.stream().noneMatch(line -> line.requestId().isEmpty());
    Comparing comparing = new Comparing(byRequest, classes, currency);
    export.forEach(comparing::add);
    TreeSet<LocalDate> days =
        export.stream().map(line -> day(line.at())).collect(Collectors.toCollection(TreeSet::new));
    String from = Instants.stamp(days.first().atStartOfDay(ZoneOffset.UTC).toInstant());
    String to = Instants.stamp(days.last().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    CallReader.read(
        folders,
        new CallReader.Sink() {
          @Override
          public void ended(SpentCall call) {
            if (call.began().compareTo(from) >= 0 && call.began().compareTo(to) < 0) {
              for (SpentAttempt attempt : call.attempts()) {
                EndpointId endpoint = attempt.endpoint();
                if (providers.isEmpty()
                    || endpoint != null && providers.contains(endpoint.provider().value())) {
                  comparing.add(call, attempt);
                }
              }
            }
          }

          @Override
          public void answered(Answered call) {
            // Nothing was sent.
          }
        });
    return new Reconciliation(byRequest, comparing.rows());
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /** Both sides, while they are read. Single-thread. */
  private static final class Comparing {
    private final boolean byRequest;
    private final Set<TokenClass> classes;
    private final Currency currency;
    private final Map<Key, Sides> sides = new HashMap<>();
    private final Map<String, Key> keyOfRequest = new HashMap<>();

    private record Key(LocalDate day, String model, String request) {}

    private static final class Sides {
      final Adding log = new Adding();
      final Adding export = new Adding();
      String call = "";
    }

    Comparing(boolean byRequest, Set<TokenClass> classes, Currency currency) {
      this.byRequest = byRequest;
      this.classes = EnumSet.copyOf(classes);
      this.currency = currency;
    }

    void add(UsageLine line) {
      Key key = new Key(day(line.at()), line.model(), byRequest ? line.requestId() : "");
      keyOfRequest.put(line.requestId(), key);
      Adding sum = side(key).export;
      sum.requests += byRequest ? 1 : line.requests();
      line.tokens().forEach(sum::tokens);
      if (line.cost() != null) {
        sum.cost(line.cost().nanos());
      }
    }

    void add(SpentCall call, SpentAttempt attempt) {
      Usage usage = attempt.usage();
      if (usage.source() == UsageSource.ABSENT) {
        return;
      }
      String named = attempt.served();
      EndpointId endpoint = attempt.endpoint();
      String model = named.isEmpty() && endpoint != null ? endpoint.model().value() : named;
      Key own =
          new Key(
              LocalDate.parse(call.began().substring(0, 10)),
              model,
              byRequest ? attempt.requestId() : "");
      Key key = byRequest ? keyOfRequest.getOrDefault(attempt.requestId(), own) : own;
      Sides both = side(key);
      both.call = byRequest ? call.call() : "";
      Adding sum = both.log;
      sum.requests++;
      for (TokenClass each : TokenClass.values()) {
        sum.tokens(told(each), usage.tokens(each));
      }
      sum.estimated += usage.source() == UsageSource.REPORTED ? 0 : usage.totalTokens();
      Cost cost = attempt.cost();
      if (cost != null && cost.amount().currency().equals(currency)) {
        sum.cost(cost.amount().nanos());
      }
    }

    private Sides side(Key key) {
      return sides.computeIfAbsent(key, any -> new Sides());
    }

    /** The class that the export counts a token under. */
    private TokenClass told(TokenClass of) {
      if (classes.contains(of)) {
        return of;
      }
      return switch (of) {
        case INPUT, AUDIO_INPUT, CACHE_READ -> TokenClass.INPUT;
        case OUTPUT, REASONING, AUDIO_OUTPUT -> TokenClass.OUTPUT;
        case CACHE_WRITE ->
            classes.contains(TokenClass.CACHE_WRITE_5M)
                ? TokenClass.CACHE_WRITE_5M
                : TokenClass.INPUT;
        case CACHE_WRITE_5M, CACHE_WRITE_1H ->
            classes.contains(TokenClass.CACHE_WRITE) ? TokenClass.CACHE_WRITE : TokenClass.INPUT;
      };
    }

    List<Reconciled> rows() {
      boolean priced = sides.values().stream().anyMatch(both -> both.export.priced);
      boolean counted = sides.values().stream().anyMatch(both -> both.export.requests > 0);
      List<Reconciled> rows = new ArrayList<>();
      sides.forEach(
          (key, both) -> {
            UsageSum log = both.log.sum();
            UsageSum export = both.export.sum();
            Verdict verdict = verdict(log, export, priced, counted);
            rows.add(
                new Reconciled(
                    key.day(), key.model(), key.request(), both.call, verdict, log, export));
          });
      rows.sort(WORST_FIRST);
      return rows;
    }

    private static Verdict verdict(UsageSum log, UsageSum export, boolean priced, boolean counted) {
      if (log.isNone() && !export.isNone()) {
        return Verdict.BYPASS;
      }
      if (export.isNone() && !log.isNone()) {
        return Verdict.NOT_IN_EXPORT;
      }
      if (counted && export.requests() > log.requests()) {
        return Verdict.BYPASS;
      }
      boolean more = false;
      boolean less = counted && export.requests() < log.requests();
      for (TokenClass each : TokenClass.values()) {
        more |= export.tokens(each) > log.tokens(each);
        less |= export.tokens(each) < log.tokens(each);
      }
      if (more) {
        return Verdict.MORE_IN_EXPORT;
      }
      if (less) {
        return Verdict.MORE_IN_LOG;
      }
      return priced && log.costNanos() != export.costNanos() ? Verdict.PRICE_DRIFT : Verdict.AGREES;
    }
  }

  /** Adds one side up. Single-thread. */
  private static final class Adding {
    private final Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
    private long requests;
    private long costNanos;
    private long estimated;
    private boolean priced;

    void tokens(TokenClass of, long count) {
      if (count != 0) {
        tokens.merge(of, count, Math::addExact);
      }
    }

    void cost(long nanos) {
      costNanos = Math.addExact(costNanos, nanos);
      priced = true;
    }

    UsageSum sum() {
      return new UsageSum(requests, tokens, costNanos, estimated);
    }
  }
}
