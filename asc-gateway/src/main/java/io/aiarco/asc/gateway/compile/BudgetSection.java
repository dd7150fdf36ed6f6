package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.budget.Enforcement;
import io.aiarco.asc.budget.HoldMode;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.Scope;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.budget.WaitingLine;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles a {@code budget}: the limits of one scope, and of those inside it. Single-thread. */
final class BudgetSection {
  static final String EXPECTED = "limits such as {day: 5 USD, month: 100 USD}, or unlimited";

  private static final String PARALLEL =
      "a whole number, or such as {calls: 64, queue: 100, wait: 2s}";
  private static final String PATIENCE = "a duration such as 500ms or 2s, of at most 10m";
  private static final int MOST_WAITING = 100_000;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private static final String WINDOWS = "windows and their limits, such as 24h";
  private static final String WINDOW = "1m to 400m, 1h to 400h or 1d to 400d";

  private static final String UNLIMITED = "unlimited";
  private static final List<Period> PERIODS =
      Arrays.stream(Period.values()).filter(period -> period != Period.NOW).toList();

  private final String scope;
  private final Currency currency;
  private final @Nullable InnerBudgets inner;
  private final List<Limit> limits = new ArrayList<>();
  private final SoftSection soft;
  private ZoneId zone;
  private HoldMode mode = HoldMode.STRICT;
  private @Nullable OverdraftSection overdrafts;

  /**
   * @param scope whose budget it is
   * @param currency the price book's: what has no price in a currency cannot be limited in it
   * @param zone that of the budget around it
   * @param inner reads the budgets inside it; null where none can stand
   */
  BudgetSection(String scope, Currency currency, ZoneId zone, @Nullable InnerBudgets inner) {
    this(scope, currency, zone, inner, null);
  }

  /**
   * @param downgrades where those of its limits go; null where there can be none: what models may
   *     be used instead is known of a tenant or a team
   */
  BudgetSection(
      String scope,
      Currency currency,
      ZoneId zone,
      @Nullable InnerBudgets inner,
      @Nullable List<SoftSection.Downgrade> downgrades) {
    this.scope = scope;
    this.soft = new SoftSection(Scope.isOfEndpoint(scope), downgrades);
    this.currency = currency;
    this.zone = zone;
    this.inner = inner;
  }

  /** Reads an overdraft of the budget, too. */
  BudgetSection with(OverdraftSection section) {
    overdrafts = section;
    return this;
  }

  List<Limit> compile(YamlValue value) {
    if (!value.isMap()) {
      String text = value.text(EXPECTED);
      if (text != null && !text.equals(UNLIMITED)) {
        value.refuse(EXPECTED, List.of(UNLIMITED));
      }
      return limits;
    }
    YamlMap map = value.map(EXPECTED);
    if (map == null) {
      return limits;
    }
    zone = zone(map);
    YamlValue held = map.get("mode");
    HoldMode named = held == null ? null : Spelling.oneOf(held, HoldMode.class);
    mode = named == null ? HoldMode.STRICT : named;
    amounts(
        map,
        Unit.money(currency),
        this::nanos,
        "an amount in " + currency + ", the currency of all prices, such as 12.50 " + currency);
    counts(map, "requests", Unit.REQUESTS);
    counts(map, "tokens", Unit.TOKENS);
    YamlValue parallel = map.get("parallel");
    if (parallel != null) {
      parallel(parallel);
    }
    if (overdrafts != null) {
      overdrafts.compile(map, scope, limits);
    }
    if (inner != null) {
      limits.addAll(inner.compile(map, zone));
    }
    map.done();
    if (map.isEmpty()) {
      value.refuse(EXPECTED);
    }
    return limits;
  }

  /** A number, or a mapping of it and the line that calls wait in. */
  private void parallel(YamlValue value) {
    if (!value.isMap()) {
      limit(value, Unit.PARALLEL, Period.NOW, 0, Spelling::count, PARALLEL);
      return;
    }
    YamlMap map = value.map(PARALLEL);
    if (map == null) {
      return;
    }
    YamlValue calls = map.require("calls", "how many calls at once");
    YamlValue queue = map.require("queue", "how many more may wait");
    YamlValue wait = map.require("wait", "how long each may wait");
    map.done();
    Long amount = calls == null ? null : calls.as(Spelling::count, "a whole number");
    Integer length =
        queue == null
            ? null
            : queue.as(Spelling.range(1, MOST_WAITING), Spelling.rangeText(1, MOST_WAITING));
    Duration patience = wait == null ? null : wait.as(BudgetSection::patience, PATIENCE);
    if (amount != null && length != null && patience != null) {
      limits.add(
          new Limit(Unit.PARALLEL, scope, Period.NOW, zone, amount)
              .with(new WaitingLine(length, patience)));
    }
  }

  private static Duration patience(String text) {
    Duration duration = Spelling.duration(text);
    if (duration.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(text);
    }
    return duration;
  }

  private ZoneId zone(YamlMap map) {
    YamlValue value = map.get("zone");
    ZoneId named =
        value == null
            ? null
            : value.as(BudgetSection::zone, "a time zone such as UTC or Europe/Berlin");
    return named == null ? zone : named;
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private void counts(YamlMap map, String key, Unit unit) {
    YamlValue value = map.get(key);
    YamlMap periods = value == null ? null : value.map("such as {minute: 600}");
    if (periods != null) {
      amounts(periods, unit, Spelling::count, "a whole number");
      periods.done();
    }
  }

  private void amounts(YamlMap map, Unit unit, Function<String, Long> reader, String expected) {
    Limit shorter = null;
    for (Period period : PERIODS) {
      YamlValue value = map.get(Spelling.word(period));
      Limit limit = value == null ? null : limit(value, unit, period, 0, reader, expected);
      if (value != null && limit != null && shorter != null && limit.amount() < shorter.amount()) {
        value.refuse(
            "at least the %s's, %s, which could never be used up"
                .formatted(Spelling.word(shorter.period()), unit.format(shorter.amount())));
      }
      shorter = limit == null ? shorter : limit;
    }
    YamlValue rolling = map.get("rolling");
    YamlMap windows = rolling == null ? null : rolling.map(WINDOWS);
    if (windows != null) {
      windows
          .members()
          .forEach((key, value) -> window(windows, key, value, unit, reader, expected));
    }
  }

  /** A window is spelled as the minutes, hours or days that it is made of: 24h or 7d. */
  private void window(
      YamlMap windows,
      String key,
      YamlValue value,
      Unit unit,
      Function<String, Long> reader,
      String expected) {
    Period period =
        switch (key.isEmpty() ? ' ' : key.charAt(key.length() - 1)) {
          case 'm' -> Period.MINUTE;
          case 'h' -> Period.HOUR;
          case 'd' -> Period.DAY;
          default -> Period.NOW;
        };
    if (period == Period.NOW || !key.matches("[1-9][0-9]{0,2}[mhd]")) {
      windows.refuseKey(key, WINDOW, List.of());
      return;
    }
    int past = Integer.parseInt(key.substring(0, key.length() - 1));
    if (past > Limit.MAX_PAST) {
      windows.refuseKey(key, WINDOW, List.of());
    } else {
      limit(value, unit, period, past, reader, expected);
    }
  }

  /** An amount, or a mapping of it and how it is enforced. */
  private @Nullable Limit limit(
      YamlValue value,
      Unit unit,
      Period period,
      int past,
      Function<String, Long> reader,
      String expected) {
    YamlMap map = value.isMap() ? value.map(expected) : null;
    YamlValue written = map == null ? value : map.require("limit", expected);
    Long amount = written == null ? null : written.as(reader, expected);
    Enforcement enforcement = map == null ? Enforcement.HARD : soft.compile(map, unit);
    if (map != null) {
      map.done();
    }
    if (written == null || amount == null) {
      return null;
    }
    if (map != null && amount == 0) {
      written.refuse("more than nothing, where steps are parts of it");
      return null;
    }
    Limit limit = new Limit(unit, scope, period, past, zone, amount).with(enforcement);
    if (!limit.fits()) {
      value.refuseUnseen("account names of more than 96 bytes", "shorter names on the way to it");
      return null;
    }
    boolean ofUsage = unit.isMoney() || unit.equals(Unit.TOKENS);
    limits.add(ofUsage ? limit.with(mode) : limit);
    return limit;
  }

  private long nanos(String text) {
    Money money = Spelling.money(text);
    if (!money.currency().equals(currency)) {
      throw new IllegalArgumentException(text);
    }
    return money.nanos();
  }
}
