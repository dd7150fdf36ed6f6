package io.aiarco.asc.budget.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.call.ProviderId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteLlmPricesTest {
  /** Written for this test in the map's shape; the figures are nobody's. */
  private static final String MAP =
      """
      {
        "sample_spec": {"input_cost_per_token": "a number", "some_new_cost": 1},
        "large": {
          "litellm_provider": "openai", "mode": "chat", "max_tokens": 128000, "supports_vision": true,
          "input_cost_per_token": 1.25e-06, "output_cost_per_token": 1e-05,
          "cache_read_input_token_cost": 1.25e-07, "output_cost_per_reasoning_token": 0.000012,
          "input_cost_per_token_priority": 2.5e-06, "output_cost_per_token_priority": 2e-05,
          "input_cost_per_token_above_272k_tokens": 2.5e-06,
          "output_cost_per_token_above_272k_tokens": 1.5e-05,
          "input_cost_per_token_above_272k_tokens_priority": 5e-06,
          "output_cost_per_token_above_272k_tokens_priority": 3e-05,
          "input_cost_per_token_batches": 6.25e-07, "output_cost_per_token_batches": 5e-06,
          "input_cost_per_token_flex": 6.25e-07,
          "search_context_cost_per_query": {"search_context_size_low": 0.01}
        },
        "claude-large": {
          "litellm_provider": "anthropic", "mode": "chat",
          "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
          "cache_creation_input_token_cost": 3.75e-06,
          "cache_creation_input_token_cost_above_1hr": 6e-06,
          "cache_creation_input_token_cost_above_200k_tokens": 7.5e-06,
          "cache_creation_input_token_cost_above_1hr_above_200k_tokens": 1.2e-05,
          "input_cost_per_token_above_200k_tokens": 6e-06,
          "output_cost_per_token_above_200k_tokens": 2.25e-05
        },
        "mistral/embed": {"litellm_provider": "mistral", "mode": "embedding", "input_cost_per_token": 1e-07},
        "mistral/large": {
          "litellm_provider": "mistral", "mode": "chat", "input_cost_per_image": 0,
          "input_cost_per_token": 0.30000000000000004e-06, "output_cost_per_token": 9e-07,
          "input_cost_per_request": 0.005
        },
        "mistral/painter": {"litellm_provider": "mistral", "mode": "image_generation", "output_cost_per_image": 0.04},
        "mistral/seer": {
          "litellm_provider": "mistral", "mode": "chat", "input_cost_per_image": 0.001,
          "input_cost_per_token": 1e-07, "output_cost_per_token": 1e-07
        },
        "mistral/unpriced": {"litellm_provider": "mistral", "mode": "chat"}
      }
      """;

  @Test
  void everyRateIsTakenOverExactly() throws IOException {
    assertEquals(
        List.of(
            "{\"model\":\"claude-large\",\"rates\":{\"cache_write_1h\":\"6\",\"cache_write_5m\":"
                + "\"3.75\",\"input\":\"3\",\"output\":\"15\"},\"tiers\":[{\"above_input_tokens\":"
                + "200000,\"rates\":{\"cache_write_1h\":\"12\",\"cache_write_5m\":\"7.5\",\"input\":"
                + "\"6\",\"output\":\"22.5\"}}]}",
            "{\"model\":\"embed\",\"rates\":{\"input\":\"0.1\",\"output\":\"0\"}}",
            "{\"model\":\"large\",\"per_request\":\"0.005\",\"rates\":{\"input\":\"0.300000001\","
                + "\"output\":\"0.9\"}}"),
        lines(read(MAP.replace("\"large\":", "\"other\":"), Map.of())).stream()
            .filter(line -> !line.contains("\"other\""))
            .toList());
    assertEquals(
        List.of(
            "{\"model\":\"large\",\"rates\":{\"cache_read\":\"0.125\",\"input\":\"1.25\",\"output\":"
                + "\"10\",\"reasoning\":\"12\"},\"tiers\":[{\"above_input_tokens\":272000,"
                + "\"rates\":{\"input\":\"2.5\",\"output\":\"15\"}}]}",
            "{\"model\":\"large\",\"rates\":{\"input\":\"0.625\",\"output\":\"5\"},"
                + "\"service_tier\":\"batch\"}",
            "{\"model\":\"large\",\"rates\":{\"input\":\"2.5\",\"output\":\"20\"},"
                + "\"service_tier\":\"priority\",\"tiers\":[{\"above_input_tokens\":272000,"
                + "\"rates\":{\"input\":\"5\",\"output\":\"30\"}}]}"),
        lines(read(MAP, Map.of("openai", Optional.empty()))));
  }

  @Test
  void whatIsNotTakenOverIsNamed() throws IOException {
    Map<String, Optional<ProviderId>> mistral =
        Map.of("mistral", Optional.of(new ProviderId("mistral-eu")), "openai", Optional.empty());

    LiteLlmPrices.Imported imported = read(MAP, mistral);

    assertEquals(
        List.of(
            "large: tier flex: no price for input and output",
            "mistral/large: input_cost_per_token: 0.30000000000000004e-06 rounded up",
            "mistral/painter: mode image_generation",
            "mistral/seer: priced by input_cost_per_image",
            "mistral/unpriced: no price for input and output",
            "1 records of other providers",
            "1 times search_context_cost_per_query: a tool at the provider, which no call asks for"),
        imported.leftOut());
    assertEquals(
        "embed of mistral-eu",
        imported.table().rows().stream().map(PriceRow::toString).findFirst().orElseThrow());
  }

  @Test
  void twoPricesOfOneModelAreAnError() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> read(MAP, Map.of()));

    assertEquals(
        "map.json:31: mistral/large: another price of large than large (expected: one; choose"
            + " among the map's providers)",
        refused.getMessage());
  }

  @Test
  void oneModelTwiceAtOnePriceIsOneRow() throws IOException {
    String twice =
        """
        {"m": {"litellm_provider": "p", "input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06},
         "p/m": {"litellm_provider": "p", "input_cost_per_token": 1.0E-6, "output_cost_per_token": 0.000001}}
        """;

    assertEquals(1, read(twice, Map.of()).table().rows().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"supports_vision\": true|\"cost_per_thought\": 1|map.json:4: large: cost_per_thought"
            + " (expected: a cost this import knows)",
        "\"supports_vision\": true|\"input_cost_per_token_turbo\": 1|map.json:4: large:"
            + " input_cost_per_token_turbo (expected: a cost this import knows)",
        "\"supports_vision\": true|\"tiered_pricing\": [{\"range\": [0, 1]}]|map.json:4: large:"
            + " tiered_pricing (expected: a cost this import knows)",
        "1.25e-06|-1.25e-06|map.json:5: large: input_cost_per_token: -1.25 (expected: 0 to 1000000)",
        "1.25e-06|1.25|map.json:5: large: input_cost_per_token: 1250000 (expected: 0 to 1000000)",
        "1.25e-06|1e99|map.json:5: large: number of 4 characters (expected: a price)",
        "1.25e-06|1e30|map.json:5: large: input_cost_per_token: 1e30 (expected: a price)",
      })
  void whatIsNotUnderstoodFailsTheImport(String good, String bad, String message) {
    Map<String, Optional<ProviderId>> openai = Map.of("openai", Optional.empty());
    String map = MAP.replace(good, bad);

    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> read(map, openai));

    assertEquals(message, refused.getMessage());
  }

  private static List<String> lines(LiteLlmPrices.Imported imported) {
    return imported.table().rows().stream().map(PriceFile::line).sorted().toList();
  }

  private static LiteLlmPrices.Imported read(
      String map, Map<String, Optional<ProviderId>> providers) throws IOException {
    return LiteLlmPrices.read(
        new ByteArrayInputStream(map.getBytes(StandardCharsets.UTF_8)),
        "map.json",
        "imported",
        providers);
  }
}
