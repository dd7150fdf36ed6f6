package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.spend.AccountBalances;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.Balances;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Scope;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.gateway.ConfiguredBudgets;
import io.aiarco.asc.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code asc budget show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Each account: its limit, what is settled, held and free, and when it ends.")
final class BudgetShow implements Callable<Integer> {
  private final Shell shell;
  private final Clock clock = Clock.systemUTC();

  @Mixin private BudgetLogs logs = new BudgetLogs();

  @Option(names = "--tenant", paramLabel = "TENANT", description = "Of this tenant.")
  private @Nullable String tenant;

  @Option(names = "--all", description = "Also accounts whose period has ended.")
  private boolean all;

  @Option(names = "--json", description = "One JSON object for each account.")
  private boolean json;

  BudgetShow(Shell shell) {
    this.shell = shell;
  }

  /** One account, or those that a rolling limit bounds together. */
  private record Row(
      Unit unit,
      String scope,
      String period,
      Balance balance,
      @Nullable Long limit,
      @Nullable Instant ends) {
    /** Negative where a call was charged above what it held. */
    @Nullable Long free() {
      return limit == null ? null : (Long) (limit - balance.settled() - balance.open());
    }
  }

  @Override
  public Integer call() throws IOException {
    ConfiguredBudgets budgets = logs.read(shell.env());
    List<Row> rows = rows(budgets, AccountBalances.read(budgets.logs()), clock.instant());
    if (json) {
      rows.forEach(row -> shell.out().println(json(row)));
    } else {
      Table table =
          new Table(
              4, List.of("UNIT", "ACCOUNT", "PERIOD", "ENDS", "LIMIT", "SETTLED", "HELD", "FREE"));
      rows.forEach(row -> table.add(cells(row)));
      table.print(shell.out());
    }
    return ExitCode.OK;
  }

  private List<Row> rows(ConfiguredBudgets budgets, Balances balances, Instant now) {
    Set<String> scopes = new TreeSet<>();
    balances.accounts().keySet().forEach(account -> scopes.add(account.scope()));
    budgets.limits().all().stream()
        .map(Limit::scope)
        .filter(scope -> !scope.endsWith("/*")) // those of each name: of the names seen
        .forEach(scopes::add);
    List<Row> rows = new ArrayList<>();
    Set<Account> shown = new HashSet<>();
    for (Limit limit : budgets.limits().of(List.copyOf(scopes))) {
      rows.add(row(limit, balances, now));
      if (!limit.isRolling()) {
        shown.add(limit.accountAt(now));
      }
    }
    balances
        .accounts()
        .forEach(
            (account, balance) -> {
              if (!shown.contains(account) && (all || balance.open() > 0 || lasts(account, now))) {
                rows.add(row(account, balance, budgets));
              }
            });
    rows.removeIf(row -> !isAsked(row.scope()));
    rows.sort(
        Comparator.comparing(Row::scope)
            .thenComparing(row -> row.unit().code())
            .thenComparing(Row::period));
    return rows;
  }

  private static Row row(Limit limit, Balances balances, Instant now) {
    Balance sum = Balance.ZERO;
    for (Account account : limit.accountsAt(now)) {
      Balance balance = balances.of(account);
      sum = new Balance(sum.settled() + balance.settled(), sum.open() + balance.open());
    }
    Account current = limit.accountAt(now);
    String period =
        limit.isRolling()
            ? "last " + limit.past() + " " + limit.period().name().toLowerCase(Locale.ROOT) + "s"
            : period(current);
    Instant ends = limit.isRolling() ? null : current.periodEnd().orElse(null);
    return new Row(limit.unit(), limit.scope(), period, sum, limit.amount(), ends);
  }

  private static Row row(Account account, Balance balance, ConfiguredBudgets budgets) {
    var limit = budgets.limits().of(account);
    return new Row(
        account.unit(),
        account.scope(),
        period(account),
        balance,
        limit.isPresent() ? limit.getAsLong() : null,
        account.periodEnd().orElse(null));
  }

  private static String period(Account account) {
    return account.span().substring(0, account.span().indexOf('~'));
  }

  private static boolean lasts(Account account, Instant now) {
    return account.periodEnd().filter(end -> !end.isAfter(now)).isEmpty();
  }

  private boolean isAsked(String scope) {
    String of = tenant == null ? "" : Scope.of("tenant", tenant);
    return tenant == null || scope.equals(of) || scope.startsWith(of + "/");
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.unit().code(),
        row.scope(),
        row.period(),
        row.ends() == null ? "" : row.ends().toString(),
        amount(row, row.limit()),
        amount(row, row.balance().settled()),
        amount(row, row.balance().open()),
        amount(row, row.free()));
  }

  private static String amount(Row row, @Nullable Long amount) {
    return amount == null ? "" : row.unit().format(amount);
  }

  private static String json(Row row) {
    CanonicalJson json = new CanonicalJson().beginObject();
    if (row.ends() != null) {
      json.name("ends").value(row.ends().toString());
    }
    if (row.limit() != null) {
      json.name("free").value(amount(row, row.free()));
    }
    json.name("held").value(amount(row, row.balance().open()));
    if (row.limit() != null) {
      json.name("limit").value(amount(row, row.limit()));
    }
    json.name("period").value(row.period()).name("scope").value(row.scope());
    json.name("settled").value(amount(row, row.balance().settled()));
    json.name("unit").value(row.unit().code()).endObject();
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }
}
