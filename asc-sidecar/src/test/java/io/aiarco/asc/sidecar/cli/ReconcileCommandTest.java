package io.aiarco.asc.sidecar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.spend.UsageLine;
import io.aiarco.asc.call.Ulid;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.usage.TokenClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider's bill beside the log of a gateway that runs. */
class ReconcileCommandTest {
  private static final String OPENAI =
      "start_time,end_time,start_time_iso,end_time_iso,num_model_requests,model,batch,input_tokens,"
          + "output_tokens,input_cached_tokens\n";

  @TempDir private Path folder;
  private SpendingGateway gateway;
  private String day = "";

  @BeforeEach
  void twoCallsAreMade() throws IOException {
    gateway = SpendingGateway.open(folder);
    day = LocalDate.ofInstant(began(gateway.first()), ZoneOffset.UTC).toString();
  }

  private static Instant began(ChatResponse reply) {
    return Ulid.time(reply.auditId().value());
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void anExportThatSaysWhatTheLogSaysAgrees() throws IOException {
    Typed agrees = reconcile("openai", OPENAI + row(2, input(), output()) + empty());

    assertEquals(0, agrees.exit(), agrees.err());
    assertEquals("", agrees.out());
    assertTrue(agrees.err().contains("sums of each day (UTC) and model"), agrees.err());
    assertTrue(agrees.err().contains("not prices, since it has no costs"), agrees.err());
    assertTrue(agrees.err().contains("0 of 1 differ"), agrees.err());
  }

  @Test
  void aCallPastTheGatewayIsFound() throws IOException {
    Typed more = reconcile("openai", OPENAI + row(3, input() + 11, output() + 4));
    Typed other = reconcile("openai", OPENAI + row(2, input(), output()) + row("big", 1, 7, 1));

    assertEquals(1, more.exit(), more.err());
    assertTrue(more.out().contains("bypass  " + day), more.out());
    assertTrue(more.out().contains("input +11, output +4"), more.out());
    assertEquals(1, other.exit(), other.err());
    assertTrue(other.out().contains("bypass  " + day + "  big"), other.out());
    assertTrue(other.err().contains("1 of 2 differ"), other.err());
  }

  @Test
  void whatTheExportLacksAndOtherCountsAreToldApart() throws IOException {
    Typed fewer = reconcile("openai", OPENAI + row(1, 1, 1));
    Typed none = reconcile("openai", OPENAI + row("big", 1, 7, 1), "--json");

    assertTrue(fewer.out().contains("more in log"), fewer.out());
    assertTrue(none.out().contains("\"verdict\":\"bypass\""), none.out());
    assertTrue(none.out().contains("\"verdict\":\"not in export\""), none.out());
    assertEquals(1, none.exit());
  }

  @Test
  void requestsAreComparedOneByOneWhereTheExportHasTheirIds() throws IOException {
    String heading = "when,model,id,input,output,cost,currency\n";
    String first = line(gateway.first(), "");
    String second = line(gateway.second(), "");
    String[] columns = {"--column", "time=when", "--column", "request_id=id"};

    Typed agrees = reconcile("generic", heading + first + second, columns);
    Typed bypass =
        reconcile(
            "generic", heading + first + second + day + ",small,req-x,9,9,0.1,usd\n", columns);
    Typed dearer = reconcile("generic", heading + first + line(gateway.second(), "9"), columns);
    Typed lacks = reconcile("generic", heading + first, columns);

    assertEquals(0, agrees.exit(), agrees.out() + agrees.err());
    assertTrue(agrees.err().contains("request by request, by the provider's id"), agrees.err());
    assertTrue(bypass.out().contains("bypass  " + day + "  small  req-x"), bypass.out());
    assertTrue(dearer.out().contains("price drift"), dearer.out());
    assertTrue(dearer.out().contains("+0.0"), dearer.out());
    assertTrue(lacks.out().contains("not in export  " + day), lacks.out());
    assertTrue(lacks.out().contains(id(gateway.second())), lacks.out());
  }

  @Test
  void anthropicsExportIsReadByItsOwnColumns() throws IOException {
    String csv =
        "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,"
            + "usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,"
            + "usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,"
            + "usage_output_tokens,web_search_count,inference_geo,speed\n"
            + "2026-11-25,claude-opus-5,\"key, quoted\",Default,standard,≤ 200k,5,4,3,2,1,0,,\n";

    UsageExport export = read(ExportColumns.Provider.ANTHROPIC, "\uFEFF" + csv);

    UsageLine line = export.lines().get(0);
    assertEquals("claude-opus-5", line.model());
    assertEquals(
        Map.of(
            TokenClass.INPUT, 5L,
            TokenClass.CACHE_WRITE_5M, 4L,
            TokenClass.CACHE_WRITE_1H, 3L,
            TokenClass.CACHE_READ, 2L,
            TokenClass.OUTPUT, 1L),
        line.tokens());
    assertEquals(
        Set.of(
            TokenClass.INPUT,
            TokenClass.CACHE_WRITE_5M,
            TokenClass.CACHE_WRITE_1H,
            TokenClass.CACHE_READ,
            TokenClass.OUTPUT),
        export.classes());
  }

  @Test
  void cachedTokensAreNotCountedTwice() throws IOException {
    UsageExport export =
        read(
            ExportColumns.Provider.OPENAI,
            OPENAI + "1761523200,1761523260,2025-10-27T00:00:00+00:00,x,1,gpt-5,,100,7,64\n");

    assertEquals(
        Map.of(TokenClass.INPUT, 36L, TokenClass.CACHE_READ, 64L, TokenClass.OUTPUT, 7L),
        export.lines().get(0).tokens());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time,model,input/2026-11-25,m,x             | 2 | input  | x (expected: a whole number)",
        "time,model,input/2026-11-25,m,-1            | 2 | input  | -1 (expected: a whole number)",
        "time,model,input/2026-11-25,m,1/then,m,1    | 3 | time   | then (expected: 2026-11-25, an",
        "time,model,input/2026-11-25,m               | 2 |        | 2 fields (expected: 3, as the",
        "time,model,input/2026-11-25,m,1,2           | 2 |        | 4 fields (expected: 3, as the",
        "time,model/2026-11-25,m                     | 1 |        | no column of tokens (expected:",
        "day,model,input/2026-11-25,m,1              | 1 | time   | missing (expected: in the head",
        "time,model,input                            | 1 |        | no line with a model (expected",
        "time,model,input/2026-11-25,\"m\"x,1         | 2 |        | ",
        "time,model,input,cost/2026-11-25,m,1,free   | 2 | cost   | free (expected: an amount)",
        "time,model,cache_read,input_total/2026-11-25,m,5,4 | 2 | input_total | 4 (expected: at l"
      })
  void whatIsBrokenIsNamedByLineAndColumn(String csv, long line, String column, String said) {
    BrokenExportException broken =
        assertThrows(
            BrokenExportException.class,
            () -> read(ExportColumns.Provider.GENERIC, csv.replace('/', '\n')));

    assertEquals(line, broken.line(), broken.getMessage());
    assertEquals(column == null ? "" : column, broken.column(), broken.getMessage());
    assertTrue(broken.getMessage().contains(said == null ? "RFC 4180" : said), broken.getMessage());
  }

  @Test
  void wrongUsageExitsWithTwo() throws IOException {
    assertEquals(2, reconcile("openai", "a,b\n1,2\n").exit());
    assertEquals(2, reconcile("mistral", OPENAI + row(1, 1, 1)).exit());
    assertEquals(2, reconcile("generic", "x\n", "--column", "colour=red").exit());
    assertEquals(2, reconcile("king", "x\n").exit());
  }

  private long input() {
    return gateway.first().usage().inputTokens() + gateway.second().usage().inputTokens();
  }

  private long output() {
    return gateway.first().usage().outputTokens() + gateway.second().usage().outputTokens();
  }

  private String row(long requests, long input, long output) {
    return row("small", requests, input, output);
  }

  private String row(String model, long requests, long input, long output) {
    return "0,0,"
        + day
        + "T00:00:00+00:00,x,"
        + requests
        + ","
        + model
        + ",,"
        + input
        + ","
        + output
        + ",0\n";
  }

  /** An interval without requests, as OpenAI's export has it. */
  private String empty() {
    return "0,0," + day + "T01:00:00+00:00,x,,,,,,\n";
  }

  private String line(ChatResponse reply, String more) {
    String cost = reply.cost().orElseThrow().amount().decimal() + more;
    return String.join(
            ",",
            began(reply).toString(),
            "small",
            id(reply),
            "" + reply.usage().inputTokens(),
            "" + reply.usage().outputTokens(),
            cost,
            "usd")
        + "\n";
  }

  private static String id(ChatResponse reply) {
    return reply.route().attempts().get(0).providerRequestId().orElseThrow();
  }

  private UsageExport read(ExportColumns.Provider provider, String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("usage.csv"), csv);
    return UsageExport.read(file, ExportColumns.of(provider, List.of()), Currency.USD);
  }

  private Typed reconcile(String provider, String csv, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("usage.csv"), csv);
    String[] all = new String[options.length + 6];
    System.arraycopy(
        new String[] {
          "reconcile", file.toString(), "--provider", provider, "--config", "" + gateway.config()
        },
        0,
        all,
        0,
        6);
    System.arraycopy(options, 0, all, 6, options.length);
    return Typed.asc(all);
  }
}
