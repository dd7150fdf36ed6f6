package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.spend.AccountBalances;
import io.aiarco.asc.audit.spend.AccountStatement;
import io.aiarco.asc.audit.spend.CallStatement;
import io.aiarco.asc.audit.spend.StatementLine;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.budget.prices.PriceFile;
import io.aiarco.asc.budget.prices.PriceTable;
import io.aiarco.asc.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code asc budget explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Where each unit of an account came from, or what one call held and was charged for.",
      "Entries of an account add up to its balance to the last billionth, or it fails."
    })
final class BudgetExplain implements Callable<Integer> {
  private static final Pattern CALL = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");

  private final Shell shell;

  @Mixin private BudgetLogs logs = new BudgetLogs();

  @Parameters(
      paramLabel = "ACCOUNT|CALL",
      description = {
        "The id of a call; or a scope such as tenant/acme, for each of its accounts;",
        "or the id of one account, tenant/acme/2026-11~2026-12-01T00:00:00Z."
      })
  private String subject = "";

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      description = "Only this unit: a currency, tok, req or par.")
  private @Nullable String unit;

  @Option(
      names = "--book",
      paramLabel = "FILE",
      description = "A price book, to show the rows that priced each attempt; may be repeated.")
  private List<Path> books = List.of();

  @Option(names = "--json", description = "One JSON object for each entry, and for each sum.")
  private boolean json;

  BudgetExplain(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    List<Path> folders = logs.read(shell.env()).logs();
    AttemptText attempts = new AttemptText(read(books));
    if (CALL.matcher(subject).matches()) {
      CallStatement call =
          CallStatement.read(folders, subject)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "CALL: " + subject + " (expected: one that held something)"));
      print(call, attempts);
      return ExitCode.OK;
    }
    boolean holds = true;
    for (Account account : accounts(folders)) {
      holds &= explain(folders, account, attempts);
    }
    return holds ? ExitCode.OK : ExitCode.FAILED;
  }

  private List<Account> accounts(List<Path> folders) throws IOException {
    List<Account> found =
        AccountBalances.read(folders).accounts().keySet().stream()
            .filter(account -> subject.equals(account.id()) || subject.equals(account.scope()))
            .filter(account -> unit == null || unit.equals(account.unit().code()))
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .toList();
    if (found.isEmpty() && unit != null && subject.contains("~")) {
      return List.of(Account.parse(new Unit(unit), subject)); // dropped from the log's state
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "ACCOUNT: " + subject + " (expected: one that asc budget show --all prints)");
    }
    return found;
  }

  private boolean explain(List<Path> folders, Account account, AttemptText attempts)
      throws IOException {
    if (!json) {
      shell.out().println(account);
    }
    AccountStatement statement =
        AccountStatement.read(folders, account, line -> print(account, line, attempts));
    Balance sum = statement.lines();
    boolean holds = statement.restored() == null || sum.equals(statement.restored());
    if (json) {
      shell.out().println(json(statement, holds));
      return holds;
    }
    shell.out().println("  " + said(account.unit(), sum));
    if (!holds) {
      shell
          .out()
          .println(
              "  FAIL: the log's state says "
                  + said(account.unit(), statement.restored())
                  + "; see asc budget doctor");
    }
    return holds;
  }

  private static String said(Unit unit, @Nullable Balance balance) {
    return balance == null
        ? ""
        : "settled " + unit.format(balance.settled()) + ", held " + unit.format(balance.open());
  }

  private void print(Account account, StatementLine line, AttemptText attempts) {
    Unit unit = account.unit();
    if (json) {
      shell.out().println(json(account, line, attempts));
      return;
    }
    List<String> cells = new ArrayList<>(List.of(line.at(), line.kind(), line.call()));
    if (line.held() != 0) {
      cells.add("held " + unit.format(line.held()));
    }
    if (!line.kind().equals("open")) {
      cells.add("settled " + unit.format(line.settled()));
    }
    cells.add(line.why());
    cells.removeIf(String::isEmpty);
    shell.out().println("  " + String.join("  ", cells));
    line.attempts().forEach(a -> shell.out().println("    " + attempts.of(a, line.at())));
  }

  private void print(CallStatement call, AttemptText attempts) {
    if (json) {
      shell.out().println(json(call, attempts));
      return;
    }
    shell
        .out()
        .println(
            String.join("  ", call.call(), call.tenant(), "began " + call.began(), call.status()));
    call.held().forEach(line -> shell.out().println("  held " + said(line)));
    call.attempts().forEach(a -> shell.out().println("  " + attempts.of(a, call.began())));
    call.settled().forEach(line -> shell.out().println("  settled " + said(line)));
  }

  private static String said(HoldLine line) {
    return line.unit().format(line.amount())
        + " "
        + line.unit()
        + " on "
        + String.join(", ", line.accounts().stream().map(Account::id).toList());
  }

  private static String json(Account account, StatementLine line, AttemptText attempts) {
    Unit unit = account.unit();
    CanonicalJson json = new CanonicalJson().beginObject();
    json.name("account").value(account.id()).name("at").value(line.at()).name("attempts");
    attempts.write(json, line.attempts(), line.at());
    json.name("call").value(line.call()).name("held").value(unit.format(line.held()));
    json.name("kind").value(line.kind()).name("seq").value(line.seq());
    json.name("settled").value(unit.format(line.settled()));
    json.name("unit").value(unit.code()).name("why").value(line.why()).endObject();
    return text(json);
  }

  private static String json(AccountStatement statement, boolean holds) {
    Unit unit = statement.account().unit();
    CanonicalJson json = new CanonicalJson().beginObject();
    json.name("account").value(statement.account().id());
    json.name("held").value(unit.format(statement.lines().open()));
    json.name("holds").value(holds).name("kind").value("sum");
    json.name("settled").value(unit.format(statement.lines().settled()));
    json.name("unit").value(unit.code()).endObject();
    return text(json);
  }

  private static String json(CallStatement call, AttemptText attempts) {
    CanonicalJson json = new CanonicalJson().beginObject().name("attempts");
    attempts.write(json, call.attempts(), call.began());
    json.name("began").value(call.began()).name("call").value(call.call()).name("held");
    write(json, call.held());
    json.name("settled");
    write(json, call.settled());
    json.name("status").value(call.status()).name("tenant").value(call.tenant()).endObject();
    return text(json);
  }

  private static void write(CanonicalJson json, List<HoldLine> lines) {
    json.beginArray();
    for (HoldLine line : lines) {
      json.beginObject().name("accounts").beginArray();
      line.accounts().forEach(account -> json.value(account.id()));
      json.endArray().name("amount").value(line.unit().format(line.amount()));
      json.name("unit").value(line.unit().code()).endObject();
    }
    json.endArray();
  }

  private static String text(CanonicalJson json) {
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }

  private static List<PriceTable> read(List<Path> files) throws IOException {
    List<PriceTable> books = new ArrayList<>(List.of(PriceTable.bundled()));
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        books.add(PriceFile.read(in, file.toString()));
      }
    }
    return books;
  }
}
