package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.evidence.HourlySpend;
import io.aiarco.asc.audit.spend.AccountBalances;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balances;
import io.aiarco.asc.budget.Forecast;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Scope;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.gateway.ConfiguredBudgets;
import io.aiarco.asc.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code asc budget forecast}. */
@Command(
    name = "forecast",
    mixinStandardHelpOptions = true,
    description = {
      "Each limit of money or tokens: what will be settled when its period ends, and when it is",
      "reached, at the average of the last seven days' hours, of which an hour counts half as much",
      "as one two days later."
    })
final class BudgetForecast implements Callable<Integer> {
  private final Shell shell;
  private final Clock clock;

  @Mixin private BudgetLogs logs = new BudgetLogs();

  @Option(names = "--tenant", paramLabel = "TENANT", description = "Of this tenant.")
  private @Nullable String tenant;

  @Option(names = "--json", description = "One JSON object for each limit.")
  private boolean json;

  BudgetForecast(Shell shell, Clock clock) {
    this.shell = shell;
    this.clock = clock;
  }

  /** A limit and what comes of it. */
  private record Row(Limit limit, Account account, long settled, Forecast forecast) {
    String amount(long amount) {
      return limit.unit().format(amount);
    }
  }

  @Override
  public Integer call() throws IOException {
    ConfiguredBudgets budgets = logs.read(shell.env());
    Instant now = clock.instant();
    Balances balances = AccountBalances.read(budgets.logs());
    HourlySpend spend = HourlySpend.read(budgets.logs(), now, Forecast.HOURS);
    List<Row> rows = new ArrayList<>();
    for (Limit limit : budgets.limits().named(() -> balances.accounts().keySet())) {
      boolean isUsed = limit.unit().isMoney() || limit.unit().equals(Unit.TOKENS);
      if (isUsed && !limit.isRolling() && isAsked(limit.scope())) {
        rows.add(row(limit, balances, spend, now));
      }
    }
    if (json) {
      rows.forEach(row -> shell.out().println(json(row)));
    } else {
      Table table =
          new Table(
              2, List.of("UNIT", "ACCOUNT", "LIMIT", "SETTLED", "PER HOUR", "AT END", "REACHED"));
      rows.forEach(row -> table.add(cells(row)));
      table.print(shell.out());
    }
    return ExitCode.OK;
  }

  private static Row row(Limit limit, Balances balances, HourlySpend spend, Instant now) {
    Account account = limit.accountAt(now);
    long settled = balances.of(account).settled();
    long[] hours = spend.of(limit.unit(), limit.scope());
    Instant end = account.periodEnd().orElse(null);
    return new Row(limit, account, settled, Forecast.of(settled, limit.amount(), hours, now, end));
  }

  private boolean isAsked(String scope) {
    String of = tenant == null ? "" : Scope.of("tenant", tenant);
    return tenant == null || scope.equals(of) || scope.startsWith(of + "/");
  }

  private static List<String> cells(Row row) {
    Forecast forecast = row.forecast();
    return List.of(
        row.limit().unit().code(),
        row.account().id(),
        row.amount(row.limit().amount()),
        row.amount(row.settled()),
        row.amount(forecast.perHour()),
        forecast.atEnd() == null ? "" : row.amount(forecast.atEnd()),
        reached(forecast));
  }

  private static String reached(Forecast forecast) {
    Instant when = forecast.exhausted();
    return when == null ? "" : when.truncatedTo(ChronoUnit.MINUTES).toString();
  }

  private static String json(Row row) {
    Forecast forecast = row.forecast();
    CanonicalJson json = new CanonicalJson().beginObject();
    json.name("account").value(row.account().id());
    if (forecast.atEnd() != null) {
      json.name("at_end").value(row.amount(forecast.atEnd()));
    }
    json.name("limit").value(row.amount(row.limit().amount()));
    json.name("per_hour").value(row.amount(forecast.perHour()));
    if (forecast.exhausted() != null) {
      json.name("reached").value(reached(forecast));
    }
    json.name("settled").value(row.amount(row.settled()));
    json.name("unit").value(row.limit().unit().code()).endObject();
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }
}
