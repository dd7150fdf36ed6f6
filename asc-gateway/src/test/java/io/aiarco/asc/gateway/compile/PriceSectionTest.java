package io.aiarco.asc.gateway.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.budget.prices.BookSigner;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.gateway.config.ConfigurationException;
import io.aiarco.asc.gateway.config.Problem;
import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceSectionTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final BookSigner FINANCE = BookSigner.mint("example.com/finance");
  private static final String LIST =
      "  - {model: llama-*, provider: sim-eu, input: 0.2, output: 0.6}\n";
  private static final String BOOK =
      """
      {"format": 1, "version": "own", "currency": "USD", "source": "a test", "rows": [
       {"model": "*", "rates": {"input": "7", "output": "7"}},
       {"model": "sim-small", "rates": {"input": "3", "output": "3"}}]}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void aSignedBook() throws IOException {
    write(BOOK);
    Files.writeString(folder.resolve("prices.json.sig"), FINANCE.sign(Files.readAllBytes(book())));
  }

  @Test
  void aSignedBookPricesInsteadOfTheBundledOne() {
    PriceBook prices = compile("  file: prices.json\n  signed-by: " + FINANCE + "\n").prices();

    assertEquals(3_000, nanos(prices, "sim-small", Terms.LIST));
  }

  @Test
  void ownRowsComeBeforeTheBook() {
    PriceBook prices =
        compile(
                "  file: prices.json\n  rows:\n    - {model: sim-small, input: 5, output: 5}\n"
                    + "    - {model: sim-small, service-tier: priority, region: eu-west, from:"
                    + " 2026-01-01, until: 2027-01-01, per-request: 0.001, input: 9, output: 9}\n")
            .prices();

    assertEquals(5_000, nanos(prices, "sim-small", Terms.LIST));
    assertEquals(1_009_000, nanos(prices, "sim-small", new Terms("priority", null)));
    assertEquals(7_000, nanos(prices, "other", Terms.LIST));
  }

  @Test
  void aBookChangedAfterItWasSignedIsALoadError() throws IOException {
    write(BOOK.replace("\"3\"", "\"2\""));

    assertEquals(
        "prices.file: signature: of another file",
        problem("  file: prices.json\n  signed-by: " + FINANCE + "\n").split(" \\(", 2)[0]);
  }

  @Test
  void aSignatureOfAnotherKeyIsALoadError() {
    BookSigner other = BookSigner.mint("example.com/finance");

    assertEquals(
        "prices.file: signature: none that verifies (expected: of " + other + ")",
        problem("  file: prices.json\n  signed-by: " + other + "\n"));
  }

  @Test
  void aMissingSignatureIsALoadError() throws IOException {
    Files.delete(folder.resolve("prices.json.sig"));

    assertEquals(
        "prices.file: prices.json: NoSuchFileException (expected: a price book, and its signature"
            + " in prices.json.sig)",
        problem("  file: prices.json\n  signed-by: " + FINANCE + "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file: none.json|prices.file: none.json: NoSuchFileException (expected: a price book)",
        "signed-by: x|prices.signed-by: x (expected: a verifier key, as asc prices key prints it)",
        "rows: [{model: m, input: -1, output: 1}]|prices.rows[0].input: -1 (expected: USD per"
            + " million tokens, such as 1.25)",
        "rows: [{model: m, input: 0.2 EUR, output: 1}]|prices.rows[0].input: 0.2 EUR (expected: USD"
            + " per million tokens, such as 1.25)",
        "rows: [{model: m, input: 99999999999, output: 1}]|prices.rows[0].input: 99999999999"
            + " (expected: USD per million tokens, such as 1.25)",
        "rows: [{model: m, input: 1250000, output: 1}]|prices.rows[0]: input: 1250000 (expected: 0"
            + " to 1000000)",
        "rows: [{model: m, input: 1, output: 1}, {model: m, input: 2, output: 1}]|prices.rows:"
            + " price of m: twice (expected: one row for one thing)",
        "rows: [{model: m, from: 2026-12-02, until: 2026-12-01, input: 1, output: 1}]|"
            + "prices.rows[0]: price of m: until 2026-12-01T00:00:00Z (expected: after"
            + " 2026-12-02T00:00:00Z)",
      })
  void whatIsWrongIsALoadError(String prices, String expected) {
    assertEquals(expected, problem("  " + prices + "\n"));
  }

  @Test
  void aPriceOfAnotherCurrencyThanTheBudgetsIsALoadError() throws IOException {
    write(BOOK.replace("USD", "EUR"));

    List<String> problems = problems("  file: prices.json\n", Yaml.GOOD);

    assertEquals(
        "tenants.acme.budget.day: 5 USD (expected: an amount in EUR, the currency of all prices,"
            + " such as 12.50 EUR)",
        problems.get(0));
  }

  @Test
  void aBrokenBookIsSaidWithItsLine() throws IOException {
    write(BOOK.replace("\"input\": \"3\"", "\"input\": \"-3\""));

    assertEquals(
        "prices.file: prices.json:3: input: -3 (expected: 0 to 1000000)",
        problem("  file: prices.json\n"));
  }

  @Test
  void aTenantsPricesAreItsOwn() {
    String yaml =
        Yaml.GOOD.replace(
            "    classes:\n",
            "    prices: [{model: sim-small, input: 1, output: 1}]\n    classes:\n");

    PriceBook prices = compile("  file: prices.json\n", yaml).prices();

    PriceBook acme = prices.of(new TenantId("acme"));
    assertEquals(1_000, nanos(acme, "sim-small", Terms.LIST));
    assertEquals(3_000, nanos(prices.of(new TenantId("other")), "sim-small", Terms.LIST));
    assertNotEquals(acme.sha256(), prices.of(new TenantId("other")).sha256());
    assertNotEquals(compile("  file: prices.json\n", Yaml.GOOD).prices().sha256(), prices.sha256());
  }

  @Test
  void aTenantsOwnPriceIsEnoughForItsBudget() {
    String yaml =
        Yaml.GOOD
            .replace("claude/claude-opus-5", "claude/unpriced")
            .replace(
                "    classes:\n",
                "    prices: [{model: unpriced, input: 1, output: 1}]\n    classes:\n");

    compile("  rows: []\n", yaml);
  }

  private static long nanos(PriceBook prices, String model, Terms terms) {
    EndpointId endpoint =
        new EndpointId(new ProviderId("sim-eu"), new ModelName(model), new Region("eu-west"));
    return prices
        .price(endpoint, NOW, Usage.of(1, 0, UsageSource.REPORTED).on(terms))
        .orElseThrow()
        .nanos();
  }

  private Path book() {
    return folder.resolve("prices.json");
  }

  private void write(String json) throws IOException {
    Files.writeString(book(), json);
  }

  private GatewayConfig compile(String prices) {
    return compile(prices, Yaml.GOOD);
  }

  private GatewayConfig compile(String prices, String yaml) {
    try {
      Path file = folder.resolve("asc.yaml");
      Files.writeString(file, yaml.replace(LIST, prices));
      return GatewayCompiler.compile(
          file, Map.of("CLAUDE_KEY", "sk-ant"), Clock.fixed(NOW, ZoneOffset.UTC));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The one thing wrong, without its line. */
  private String problem(String prices) {
    List<String> problems = problems(prices, Yaml.GOOD);
    assertEquals(1, problems.size(), problems.toString());
    return problems.get(0);
  }

  private List<String> problems(String prices, String yaml) {
    return assertThrows(ConfigurationException.class, () -> compile(prices, yaml))
        .problems()
        .stream()
        .map(Problem::toString)
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }
}
