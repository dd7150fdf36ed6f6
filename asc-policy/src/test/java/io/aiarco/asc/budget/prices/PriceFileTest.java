package io.aiarco.asc.budget.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceFileTest {
  private static final String GOOD =
      """
      {"format": 1, "version": "t", "published": "2026-11-21", "currency": "USD", "source": "a test",
       "rows": [
        {"model": "m*", "provider": "p", "from": "2026-12-01", "rates": {"input": "1.25", "output": "10"},
         "tiers": [{"above_input_tokens": 1000, "rates": {"input": "2", "output": "20"}}]}]}
      """;

  @Test
  void aWholeBookIsRead() throws IOException {
    PriceTable table = read(GOOD);

    assertEquals(1, table.rows().size());
    PriceRow row = table.rows().get(0);
    assertEquals("m*", row.model().value());
    assertEquals("2026-12-01T00:00:00Z", row.from().orElseThrow().toString());
    assertEquals(2, row.tiers().size());
    assertEquals(1_000, row.tiers().get(1).aboveInputTokens());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"format\": 1     | \"format\": 2         | test.json:1: format: 2 (expected: 1)",
        "\"USD\"           | \"Dollar\"            | test.json:1: currency: Dollar (expected: ISO"
            + " 4217 code such as USD)",
        "\"2026-12-01\"    | \"soon\"              | test.json:3: date: soon (expected: such as"
            + " 2026-11-21)",
        "\"1.25\"          | 1.25                  | test.json:3: VALUE_NUMBER_FLOAT (expected:"
            + " VALUE_STRING)",
        "\"1.25\"          | \"cheap\"             | test.json:3: amount: cheap (expected: a"
            + " decimal number with at most nine decimals)",
        "\"output\": \"10\"| \"outptu\": \"10\"    | test.json:3: key outptu (expected: a token"
            + " class such as input, cache_read or output)",
        ", \"output\": \"10\"| ~~                  | test.json:3: rates: no output (expected: at"
            + " least input and output)",
        "\"model\"         | \"modell\"            | test.json:3: key modell (expected: from, model,"
            + " multipliers, per_request, provider, rates, region, service_tier, tiers or until)",
        "\"1.25\"          | \"-1.25\"             | test.json:3: input: -1.25 (expected: 0 to"
            + " 1000000)",
        "\"1.25\"          | \"1250000\"           | test.json:3: input: 1250000 (expected: 0 to"
            + " 1000000)",
        "\"1.25\"          | \"99999999999999\"    | test.json:3: amount: 99999999999999 (expected:"
            + " a decimal number with at most nine decimals)",
        "\"USD\"           | \"XQQ\"               | test.json:1: currency: XQQ (expected: ISO 4217"
            + " code such as USD)",
        "\"provider\": \"p\"| \"until\": \"2026-11-30\" | test.json:4: price of m*: until"
            + " 2026-11-30T00:00:00Z (expected: after 2026-12-01T00:00:00Z)",
        "\"provider\": \"p\"| \"multipliers\": {\"service_tiers\": {\"batch\": \"half\"}}  |"
            + " test.json:3: multiplier: half (expected: such as 0.5 or 1/3, above 0, at most 100, of"
            + " parts up to a million)",
        "\"provider\": \"p\"| \"multipliers\": {\"geographies\": {\"us\": \"101\"}}  |"
            + " test.json:3: multiplier: 101 (expected: such as 0.5 or 1/3, above 0, at most 100, of"
            + " parts up to a million)",
        "\"provider\": \"p\"| \"multipliers\": {\"service_tiers\": {\"default\": \"2\"}} |"
            + " test.json:4: price of m*: multiplier of default (expected: of other tiers than the"
            + " row's own)",
        "}}]}]}            | }}]}, {\"model\": \"m*\", \"provider\": \"p\", \"from\": \"2026-12-01\","
            + " \"rates\": {\"input\": \"2\", \"output\": \"2\"}}]} | test.json:5: price of m* of p,"
            + " from 2026-12-01T00:00:00Z: twice (expected: one row for one thing)",
        "\"output\": \"20\"}}]}]} | \"output\": \"20\"}}]}]} {} | test.json:4: START_OBJECT (expected: nothing after the"
            + " end)",
        "1000              | 0                     | test.json:4: tier (expected:"
            + " above_input_tokens of at least 1, and rates)",
      })
  void whatIsWrongIsSaidWithItsLine(String good, String bad, String message) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> read(GOOD.replace(good, bad == null ? "" : bad)));

    assertEquals(message, refused.getMessage());
  }

  @Test
  void aBookWrittenIsReadAgainAsTheSameBook() throws IOException {
    PriceTable table =
        read(
            GOOD.replace(
                "\"from\"",
                "\"region\": \"eu\", \"until\": \"2026-12-05T01:02:03Z\", \"per_request\": \"0.01\","
                    + " \"service_tier\": \"flex\", \"multipliers\": {\"service_tiers\": {\"batch\":"
                    + " \"1/3\"}, \"geographies\": {\"us\": \"1.1\"}}, \"from\""));

    PriceTable again = read(PriceFile.write(table, "a \"test\""));

    assertEquals(table.sha256(), again.sha256());
    assertEquals(PriceFile.write(table, "x"), PriceFile.write(again, "x"));
    PriceRow row = again.rows().get(0);
    assertEquals("flex", row.serviceTier());
    assertEquals("1/3", String.valueOf(row.serviceTiers().get("batch")));
    assertEquals("11/10", String.valueOf(row.geographies().get("us")));
    assertEquals(10_000_000, row.perRequestNanos());
  }

  @Test
  void aKeyTwiceIsRefused() {
    assertThrows(IOException.class, () -> read(GOOD.replace("\"source\"", "\"version\"")));
  }

  @Test
  void halfABookIsRefused() {
    assertThrows(IOException.class, () -> read(GOOD.substring(0, GOOD.indexOf("\"tiers\""))));
  }

  private static PriceTable read(String json) throws IOException {
    return PriceFile.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "test.json");
  }
}
