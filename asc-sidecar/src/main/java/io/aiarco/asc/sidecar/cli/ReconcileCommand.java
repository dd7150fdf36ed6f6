package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.spend.Reconciled;
import io.aiarco.asc.audit.spend.Reconciled.Verdict;
import io.aiarco.asc.audit.spend.Reconciliation;
import io.aiarco.asc.audit.spend.UsageSum;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.TokenClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code asc reconcile}. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    description = {
      "Compare a provider's usage export with the audit log: calls that went past the gateway,",
      "calls that the export lacks, other token counts, other prices."
    },
    footer = {"", "Exit codes: 0 both say the same, 1 they do not, 2 the export cannot be read."})
final class ReconcileCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private BudgetLogs logs = new BudgetLogs();

  @Parameters(paramLabel = "EXPORT", description = "A CSV file.")
  private Path export = Path.of("");

  @Option(
      names = "--provider",
      paramLabel = "KIND",
      required = true,
      description = "Whose export it is: openai, anthropic, mistral or generic.")
  private ExportColumns.Provider provider = ExportColumns.Provider.GENERIC;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The provider's name in the configuration; may be repeated (default: every provider).")
  private List<String> names = List.of();

  @Option(
      names = "--column",
      paramLabel = "FIELD=COLUMN",
      description = "Which column holds a field; may be repeated.")
  private List<String> columns = List.of();

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      defaultValue = "USD",
      description = "What costs are in where no column says (default: ${DEFAULT-VALUE}).")
  private String currency = "";

  @Option(names = "--all", description = "Also what agrees.")
  private boolean all;

  @Option(names = "--json", description = "One JSON object for each difference.")
  private boolean json;

  ReconcileCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    UsageExport usage =
        UsageExport.read(export, ExportColumns.of(provider, columns), new Currency(currency));
    Reconciliation compared =
        Reconciliation.of(
            logs.read(shell.env()).logs(),
            Set.copyOf(names),
            usage.lines(),
            usage.classes(),
            usage.currency());
    List<Reconciled> rows =
        compared.rows().stream().filter(row -> all || row.verdict() != Verdict.AGREES).toList();
    if (json) {
      rows.forEach(row -> shell.out().println(json(row, usage)));
    } else {
      print(rows, usage);
    }
    shell.err().println(said(compared, usage));
    return compared.agrees() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(List<Reconciled> rows, UsageExport usage) {
    if (rows.isEmpty()) {
      return;
    }
    Table table =
        new Table(
            5,
            List.of(
                "",
                "DAY",
                "MODEL",
                "REQUEST",
                "TOKENS: EXPORT − LOG",
                "REQUESTS",
                "COST",
                "ESTIMATED"));
    for (Reconciled row : rows) {
      table.add(
          List.of(
              word(row.verdict()),
              row.day().toString(),
              row.model(),
              row.request(),
              tokens(row, usage),
              signed(row.export().requests() - row.log().requests(), row),
              signed(Money.decimal(row.export().costNanos() - row.log().costNanos())),
              row.log().estimatedTokens() == 0 ? "" : "" + row.log().estimatedTokens()));
    }
    table.print(shell.out());
  }

  private static String tokens(Reconciled row, UsageExport usage) {
    return usage.classes().stream()
        .filter(each -> row.export().tokens(each) != row.log().tokens(each))
        .map(
            each ->
                each.key()
                    + " "
                    + signed("" + (row.export().tokens(each) - row.log().tokens(each))))
        .collect(Collectors.joining(", "));
  }

  /** Nothing where the export does not count requests. */
  private static String signed(long requests, Reconciled row) {
    return row.export().requests() == 0 && !row.verdict().equals(Verdict.NOT_IN_EXPORT)
        ? ""
        : signed("" + requests);
  }

  private static String signed(String number) {
    return number.startsWith("-") || number.equals("0") ? number : "+" + number;
  }

  private static String said(Reconciliation compared, UsageExport usage) {
    long differ = compared.rows().stream().filter(row -> row.verdict() != Verdict.AGREES).count();
    boolean priced = usage.lines().stream().anyMatch(line -> line.cost() != null);
    return "compared "
        + (compared.byRequest()
            ? "request by request, by the provider's id"
            : "sums of each day (UTC) and model, since the export has no id of each request")
        + (priced ? "" : "; not prices, since it has no costs")
        + ": "
        + differ
        + " of "
        + compared.rows().size()
        + " differ";
  }

  private static String json(Reconciled row, UsageExport usage) {
    CanonicalJson json = new CanonicalJson().beginObject();
    json.name("call").value(row.call()).name("day").value(row.day().toString()).name("export");
    write(json, row.export(), usage);
    json.name("log");
    write(json, row.log(), usage);
    json.name("model").value(row.model()).name("request").value(row.request());
    json.name("verdict").value(word(row.verdict())).endObject();
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }

  private static void write(CanonicalJson json, UsageSum sum, UsageExport usage) {
    json.beginObject().name("cost").value(Money.decimal(sum.costNanos()));
    json.name("currency").value(usage.currency().code());
    json.name("estimated_tokens").value(sum.estimatedTokens());
    json.name("requests").value(sum.requests()).name("tokens").beginObject();
    usage.classes().stream()
        .sorted(Comparator.comparing(TokenClass::key))
        .forEach(each -> json.name(each.key()).value(sum.tokens(each)));
    json.endObject().endObject();
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
