package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.spend.Spend;
import io.aiarco.asc.audit.spend.SpendBy;
import io.aiarco.asc.audit.spend.SpendQuery;
import io.aiarco.asc.audit.spend.SpendReport;
import io.aiarco.asc.audit.spend.SpendRow;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.TokenClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code asc budget report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Who spent what: cost, the estimated part of it, what attempts that produced nothing cost,",
      "what duplicates saved, tokens. A call counts in the period it began in."
    })
final class BudgetReport implements Callable<Integer> {
  private final Shell shell;

  @Mixin private BudgetLogs logs = new BudgetLogs();

  @Option(
      names = "--by",
      paramLabel = "BY,...",
      defaultValue = "tenant",
      description =
          "tenant, team, provider, model, region, day or tag:KEY (default: ${DEFAULT-VALUE}).")
  private String by = "";

  @Option(names = "--tenant", paramLabel = "TENANT", description = "Of this tenant.")
  private @Nullable String tenant;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Calls from here on: a date in the zone, or an instant in ISO 8601.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Calls before.")
  private @Nullable String to;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Where days begin, such as Europe/Berlin (default: ${DEFAULT-VALUE}).")
  private String zone = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TABLE",
      description = "table, csv, json or focus, which is FOCUS 1.2 (default: table).")
  private Format format = Format.TABLE;

  @Option(names = "--json", description = "As --format json: one object for each row.")
  private boolean json;

  /** How it is printed. */
  enum Format {
    TABLE,
    CSV,
    JSON,
    FOCUS
  }

  BudgetReport(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Format wanted = json ? Format.JSON : format;
    List<SpendBy> asked = SpendBy.parseAll(by);
    ZoneId where = zone(zone);
    SpendQuery query =
        new SpendQuery(
            wanted == Format.FOCUS ? FocusRows.by(asked) : asked,
            tenant,
            instant("--from", from, where),
            instant("--to", to, where),
            where);
    SpendReport report = SpendReport.read(logs.read(shell.env()).logs(), query);
    switch (wanted) {
      case TABLE -> table(report);
      case CSV -> csv(report);
      case JSON -> report.rows().forEach(row -> shell.out().println(json(query, row)));
      case FOCUS -> FocusRows.print(report, shell.out());
    }
    shell.out().flush();
    if (report.unended() > 0) {
      shell.err().println(report.unended() + " calls have no end yet and are not in it");
    }
    return ExitCode.OK;
  }

  private void table(SpendReport report) {
    List<SpendBy> columns = report.query().by();
    List<String> heading =
        new ArrayList<>(columns.stream().map(SpendBy::toString).map(BudgetReport::upper).toList());
    heading.addAll(
        List.of(
            "CALLS",
            "COST",
            "",
            "ESTIMATED",
            "FAILED",
            "WASTED",
            "DUPLICATES",
            "SAVED",
            "REFUSED",
            "TOKENS IN",
            "TOKENS OUT"));
    Table table = new Table(columns.size(), heading);
    for (SpendRow row : report.rows()) {
      Spend spend = row.spend();
      List<String> cells = new ArrayList<>(row.by());
      cells.addAll(
          List.of(
              "" + spend.calls(),
              spend.cost().decimal(),
              spend.cost().currency().code(),
              percent(spend.estimated(), spend.cost()),
              "" + spend.failed(),
              spend.wasted().decimal(),
              "" + spend.duplicates(),
              spend.saved().decimal(),
              "" + spend.refused(),
              "" + tokens(spend, false),
              "" + tokens(spend, true)));
      table.add(cells);
    }
    table.print(shell.out());
    report.rows().stream()
        .flatMap(row -> row.spend().priceBooks().stream())
        .distinct()
        .forEach(book -> shell.err().println("price book " + book));
  }

  private void csv(SpendReport report) {
    List<SpendBy> columns = report.query().by();
    List<String> heading = new ArrayList<>(columns.stream().map(SpendBy::toString).toList());
    heading.addAll(
        List.of(
            "currency",
            "calls",
            "attempts",
            "failed",
            "refused",
            "duplicates",
            "cost",
            "estimated",
            "wasted",
            "saved"));
    classes().forEach(each -> heading.add(each.key() + "_tokens"));
    heading.addAll(List.of("unpriced_tokens", "price_books"));
    CsvText csv = new CsvText(shell.out(), columns.size(), heading);
    for (SpendRow row : report.rows()) {
      Spend spend = row.spend();
      List<String> cells = new ArrayList<>(row.by());
      cells.addAll(
          List.of(
              spend.cost().currency().code(),
              "" + spend.calls(),
              "" + spend.attempts(),
              "" + spend.failed(),
              "" + spend.refused(),
              "" + spend.duplicates(),
              spend.cost().decimal(),
              spend.estimated().decimal(),
              spend.wasted().decimal(),
              spend.saved().decimal()));
      classes().forEach(each -> cells.add("" + spend.tokens().getOrDefault(each, 0L)));
      cells.addAll(List.of("" + spend.unpricedTokens(), String.join(" ", spend.priceBooks())));
      csv.add(cells);
    }
  }

  private static String json(SpendQuery query, SpendRow row) {
    Spend spend = row.spend();
    CanonicalJson json = new CanonicalJson().beginObject();
    json.name("attempts").value(spend.attempts()).name("by").beginObject();
    List<SpendBy> columns = query.by();
    columns.stream()
        .distinct()
        .sorted(Comparator.comparing(SpendBy::toString))
        .forEach(each -> json.name(each.toString()).value(row.by().get(columns.indexOf(each))));
    json.endObject().name("calls").value(spend.calls());
    json.name("cost").value(spend.cost().decimal());
    json.name("currency").value(spend.cost().currency().code());
    json.name("duplicates").value(spend.duplicates());
    json.name("estimated").value(spend.estimated().decimal());
    json.name("failed").value(spend.failed()).name("price_books").beginArray();
    spend.priceBooks().forEach(json::value);
    json.endArray().name("refused").value(spend.refused());
    json.name("saved").value(spend.saved().decimal()).name("tokens").beginObject();
    spend.tokens().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().key()))
        .forEach(entry -> json.name(entry.getKey().key()).value(entry.getValue()));
    json.endObject().name("unpriced_tokens").value(spend.unpricedTokens());
    json.name("wasted").value(spend.wasted().decimal()).endObject();
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }

  private static List<TokenClass> classes() {
    return List.of(TokenClass.values());
  }

  private static long tokens(Spend spend, boolean output) {
    return spend.tokens().entrySet().stream()
        .filter(entry -> entry.getKey().isOutput() == output)
        .mapToLong(entry -> entry.getValue())
        .sum();
  }

  /** With one decimal, rounded down: 0.0 % only where it is less than a thousandth. */
  private static String percent(Money part, Money whole) {
    if (whole.nanos() == 0) {
      return "";
    }
    return BigDecimal.valueOf(part.nanos())
            .movePointRight(2)
            .divide(BigDecimal.valueOf(whole.nanos()), 1, RoundingMode.DOWN)
        + " %";
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("--zone: " + text + " (expected: such as UTC)", e);
    }
  }

  static @Nullable Instant instant(String option, @Nullable String text, ZoneId zone) {
    if (text == null) {
      return null;
    }
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          option + ": " + text + " (expected: 2026-11-01 or 2026-11-01T00:00:00Z)", e);
    }
  }
}
