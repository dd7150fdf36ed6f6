package io.aiarco.asc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionEvidenceTest {
  @Test
  void headersSayTheRegionAndWhetherAnotherDeploymentAnswered() {
    assertEquals("East US", seen(Map.of("x-ms-region", "East US")));
    assertEquals(
        "East US", seen(Map.of("x-ms-region", "East US", "x-ms-is-spilled-over", "false")));
    assertEquals(
        "East US+spillover",
        seen(Map.of("x-ms-region", "East US", "x-ms-is-spilled-over", "true")));
    assertEquals("+spillover", seen(Map.of("x-ms-is-spilled-over", "true")));
    assertEquals(null, seen(Map.of("x-ms-region", " ")));
    assertEquals(null, seen(Map.of()));
  }

  private static @Nullable String seen(Map<String, String> headers) {
    return RegionEvidence.of(name -> Optional.ofNullable(headers.get(name)));
  }

  @ParameterizedTest
  @CsvSource({"us, us", "global, global", "not_available,", "'',"})
  void anthropicSaysWhereInferenceRanWholeAndStreamed(String geo, @Nullable String seen)
      throws Exception {
    String usage =
        "\"usage\":{\"input_tokens\":1,\"output_tokens\":1,\"inference_geo\":\"" + geo + "\"}";
    String message =
        "{\"type\":\"message\",\"content\":[],\"stop_reason\":\"end_turn\"," + usage + "}";
    assertEquals(seen, read(message, false));
    assertEquals(
        seen,
        read(
            "data: {\"type\":\"message_start\",\"message\":{"
                + usage
                + "}}\n\n"
                + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                + "\"usage\":{\"output_tokens\":1}}\n\ndata: {\"type\":\"message_stop\"}\n\n",
            true));
  }

  private static @Nullable String read(String body, boolean streamed) throws Exception {
    ReplyEvents events =
        ReplyEvents.of(
            new AnthropicDialect(AnthropicDialect.Version.V2023_06_01),
            Decoding.asked(streamed),
            Decoding.bytes(body),
            Optional.empty());
    while (events.next() != null) {
      // to its end
    }
    return events.regionSeen();
  }
}
