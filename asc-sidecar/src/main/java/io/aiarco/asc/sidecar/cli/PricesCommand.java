package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.budget.prices.BookSigner;
import io.aiarco.asc.budget.prices.LiteLlmPrices;
import io.aiarco.asc.budget.prices.PriceDiff;
import io.aiarco.asc.budget.prices.PriceFile;
import io.aiarco.asc.budget.prices.PriceRow;
import io.aiarco.asc.budget.prices.PriceTable;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.TokenClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code asc prices}: price books. */
@Command(
    name = "prices",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Take over, show, compare and sign price books.")
final class PricesCommand {
  private final Shell shell;

  PricesCommand(Shell shell) {
    this.shell = shell;
  }

  /** Makes a book of LiteLLM's public price map. */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Make a price book of LiteLLM's price map; what it cannot take over it names.")
  int take(
      @Parameters(paramLabel = "FILE", description = "model_prices_and_context_window.json.")
          Path map,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "FILE",
              description = "Where the book goes.")
          Path out,
      @Option(
              names = "--provider",
              paramLabel = "NAME[=OURS]",
              description =
                  "One of the map's providers to take over, for any provider of the configuration"
                      + " or for one alone; may be repeated (default: all).")
          @Nullable List<String> providers,
      @Option(
              names = "--book-version",
              paramLabel = "NAME",
              defaultValue = "imported",
              description = "What the book is called (default: ${DEFAULT-VALUE}).")
          String version)
      throws IOException {
    LiteLlmPrices.Imported imported;
    try (InputStream in = Files.newInputStream(map)) {
      imported =
          LiteLlmPrices.read(
              in, map.toString(), version, wanted(providers == null ? List.of() : providers));
    }
    Files.writeString(out, PriceFile.write(imported.table(), "LiteLLM's price map"));
    imported.leftOut().forEach(line -> shell.err().println("left out: " + line));
    shell.out().printf("%s: %s%n", out, said(imported.table()));
    return ExitCode.OK;
  }

  /** Prints rows of a book. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Print the prices of a book, per million tokens, in the order they are tried.")
  int show(
      @Parameters(
              arity = "0..1",
              paramLabel = "MODEL",
              description = "A provider's model: the rows that fit it (default: all).")
          @Nullable String model,
      @Option(
              names = "--book",
              paramLabel = "FILE",
              description = "The book (default: the one that comes with the library).")
          @Nullable Path file,
      @Option(names = "--json", description = "As a price book.") boolean json)
      throws IOException {
    PriceTable book = file == null ? PriceTable.bundled() : read(file);
    ModelName wanted = model == null ? null : new ModelName(model);
    List<PriceRow> rows =
        book.rows().stream().filter(row -> wanted == null || row.model().matches(wanted)).toList();
    if (json) {
      PriceTable some = PriceTable.of(book.version(), book.currency(), rows);
      shell.out().print(PriceFile.write(some, "asc prices show"));
      shell.out().flush();
    } else {
      rows.forEach(this::print);
      shell.err().println(said(book));
    }
    if (rows.isEmpty()) {
      shell.err().println("asc: model: " + model + " (expected: one with a price)");
      return ExitCode.FAILED;
    }
    return ExitCode.OK;
  }

  /** Prints what differs between two books. */
  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = "Print the rows that differ between two books.")
  int diff(
      @Parameters(paramLabel = "BEFORE", description = "A price book.") Path before,
      @Parameters(paramLabel = "AFTER", description = "Another.") Path after,
      @Option(names = "--json", description = "One JSON object for each row.") boolean json)
      throws IOException {
    List<PriceDiff.Change> changes = PriceDiff.of(read(before), read(after));
    for (PriceDiff.Change change : changes) {
      if (json) {
        shell.out().println(json(change));
        continue;
      }
      shell.out().println(change.row());
      if (change.before() != null) {
        shell.out().println("  - " + change.before());
      }
      if (change.after() != null) {
        shell.out().println("  + " + change.after());
      }
    }
    shell.err().println(changes.size() + " rows differ");
    return ExitCode.OK;
  }

  /** Makes a key that signs price books. */
  @Command(
      name = "key",
      mixinStandardHelpOptions = true,
      description = "Make a key that signs price books; print its public half for asc.yaml.")
  int key(
      @Parameters(paramLabel = "NAME", description = "Whose, such as example.com/finance.")
          String name,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "FILE",
              description = "Where the secret goes; it must not exist.")
          Path out)
      throws IOException {
    BookSigner signer = BookSigner.mint(name);
    SecretFile.create(out, signer.reveal() + System.lineSeparator());
    shell.out().println(signer.key());
    return ExitCode.OK;
  }

  /** Signs a book. */
  @Command(
      name = "sign",
      mixinStandardHelpOptions = true,
      description = "Sign a price book; the signature goes beside it, into BOOK.sig.")
  int sign(
      @Parameters(paramLabel = "BOOK", description = "A price book.") Path book,
      @Option(
              names = "--key",
              required = true,
              paramLabel = "FILE",
              description = "The secret that asc prices key wrote.")
          Path key)
      throws IOException {
    read(book); // what is no book is not signed
    BookSigner signer = BookSigner.parse(Files.readString(key).strip());
    Path note = book.resolveSibling(book.getFileName() + ".sig");
    Files.writeString(note, signer.sign(Files.readAllBytes(book)));
    shell.out().printf("%s: signed by %s%n", note, signer.key());
    return ExitCode.OK;
  }

  private void print(PriceRow row) {
    shell.out().println(row);
    for (PriceRow.Tier tier : row.tiers()) {
      Map<TokenClass, Long> rates = new TreeMap<>(tier.rates().given());
      String line =
          rates.entrySet().stream()
              .map(rate -> rate.getKey().key() + " " + Money.decimal(rate.getValue()))
              .collect(Collectors.joining(", "));
      String above = tier.aboveInputTokens() == 0 ? "" : "above " + tier.aboveInputTokens() + ": ";
      shell.out().println("  " + above + line);
    }
    if (row.perRequestNanos() != 0) {
      shell.out().println("  each request " + Money.decimal(row.perRequestNanos()));
    }
    new TreeMap<>(row.serviceTiers())
        .forEach((tier, times) -> shell.out().println("  on tier " + tier + " times " + times));
    new TreeMap<>(row.geographies())
        .forEach(
            (where, times) -> shell.out().println("  confined to " + where + " times " + times));
  }

  private static String json(PriceDiff.Change change) {
    CanonicalJson json = new CanonicalJson().beginObject();
    if (change.after() != null) {
      json.name("after").value(change.after());
    }
    if (change.before() != null) {
      json.name("before").value(change.before());
    }
    json.name("row").value(change.row()).endObject();
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }

  private static PriceTable read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return PriceFile.read(in, file.toString());
    }
  }

  private static Map<String, Optional<ProviderId>> wanted(List<String> providers) {
    Map<String, Optional<ProviderId>> wanted = new LinkedHashMap<>();
    for (String each : providers) {
      int equals = each.indexOf('=');
      if (equals < 0) {
        wanted.put(each, Optional.empty());
      } else {
        wanted.put(
            each.substring(0, equals), Optional.of(new ProviderId(each.substring(equals + 1))));
      }
    }
    return wanted;
  }

  private static String said(PriceTable book) {
    return book.version()
        + ", "
        + book.rows().size()
        + " rows in "
        + book.currency()
        + ", sha256 "
        + book.sha256();
  }
}
