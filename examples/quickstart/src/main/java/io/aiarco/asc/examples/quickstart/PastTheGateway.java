package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.audit.spend.Reconciled;
import io.aiarco.asc.audit.spend.Reconciled.Verdict;
import io.aiarco.asc.audit.spend.Reconciliation;
import io.aiarco.asc.audit.spend.UsageLine;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.usage.TokenClass;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Somebody calls the provider himself. The provider bills it; the log knows nothing of it. */
final class PastTheGateway implements Step {
  private static final Set<TokenClass> TOLD_APART = EnumSet.of(TokenClass.INPUT, TokenClass.OUTPUT);

  private final ProviderMeter meter;

  PastTheGateway(ProviderMeter meter) {
    this.meter = meter;
  }

  @Override
  public String title() {
    return "The provider's bill finds a call that went past the gateway";
  }

  @Override
  public void play(Stage stage, Screen screen, Checks checks)
      throws IOException, InterruptedException {
    checks.that(
        "bill and log agree before",
        compare(stage, meter.export()).agrees(),
        "the same on both sides",
        compare(stage, meter.export()).rows().toString());

    int status = bypass(stage.providers().frankfurt().baseUrl());
    List<UsageLine> bill = meter.export();
    Path file = Files.write(stage.file("usage.csv"), meter.csv());
    screen.line("bypass", "one request sent straight to frankfurt, answered with " + status);

    List<Reconciled> found =
        compare(stage, bill).rows().stream()
            .filter(row -> row.verdict() != Verdict.AGREES)
            .toList();
    for (Reconciled row : found) {
      screen.line(
          "found",
          row.verdict()
              + "  "
              + row.day()
              + "  "
              + row.model()
              + "  requests +"
              + (row.export().requests() - row.log().requests())
              + ", output tokens +"
              + more(row, TokenClass.OUTPUT));
    }
    screen.line("again", "./asc reconcile " + file.getFileName() + " --provider openai --log DIR");
    checks.equal(
        "exactly one finding, and it is a bypass",
        List.of(Verdict.BYPASS),
        found.stream().map(Reconciled::verdict).toList());
    checks.equal(
        "of exactly the request that went past",
        List.of(bill.get(bill.size() - 1).tokens()),
        found.stream()
            .map(
                row ->
                    Map.of(
                        TokenClass.INPUT,
                        more(row, TokenClass.INPUT),
                        TokenClass.OUTPUT,
                        more(row, TokenClass.OUTPUT)))
            .toList());
  }

  private static Reconciliation compare(Stage stage, List<UsageLine> bill) throws IOException {
    return Reconciliation.of(
        List.of(stage.log()), Set.of("frankfurt"), bill, TOLD_APART, Currency.USD);
  }

  private static long more(Reconciled row, TokenClass of) {
    return row.export().tokens(of) - row.log().tokens(of);
  }

  private static int bypass(URI provider) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(provider + "/v1/chat/completions"))
                .header("content-type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"sim-large\",\"messages\":[{\"role\":\"user\",\"content\":\"psst\"}]}"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }
}
