package io.aiarco.asc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import io.aiarco.asc.wire.responses.ResponsesDialect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What streams say of their terms, whichever event says it. Whole replies are golden invoices. */
class TermsTest {
  @ParameterizedTest
  @CsvSource({"priority, priority", "default, default", "Flex, flex", "'a b', unreadable"})
  void aTierInAnEarlierChunkIsThatOfTheUsage(String said, String tier) throws Exception {
    String chunks =
        "data: {\"id\":\"r\",\"service_tier\":\""
            + said
            + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":"
            + "\"stop\"}]}\n\n"
            + "data: {\"id\":\"r\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,"
            + "\"completion_tokens\":1}}\n\ndata: [DONE]\n\n";

    assertEquals(
        new Terms(tier, null), terms(new OpenAiDialect(OpenAiDialect.Flavour.OPENAI), chunks));
  }

  @Test
  void responsesSayItsTierAtTheEnd() throws Exception {
    String events =
        "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"status\":\"completed\","
            + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1},\"service_tier\":\"flex\","
            + "\"output\":[]}}\n\n";

    assertEquals(new Terms("flex", null), terms(new ResponsesDialect(), events));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"service_tier\":\"standard\",\"inference_geo\":\"us\"', default, us",
    "'\"service_tier\":\"priority\",\"inference_geo\":\"global\"', priority,",
    "'\"service_tier\":\"standard\",\"speed\":\"fast\"', fast,",
    "'\"inference_geo\":\"not_available\"', default,",
  })
  void anthropicSaysItAtTheStart(String said, String tier, @Nullable String geography)
      throws Exception {
    String events =
        "data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":1,"
            + "\"output_tokens\":1,"
            + said
            + "}}}\n\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
            + "\"usage\":{\"output_tokens\":1}}\n\ndata: {\"type\":\"message_stop\"}\n\n";

    assertEquals(
        new Terms(tier, geography),
        terms(new AnthropicDialect(AnthropicDialect.Version.V2026_10_21), events));
  }

  private static Terms terms(WireDialect dialect, String sse) throws Exception {
    return Decoding.stream(dialect, sse).usage().terms();
  }
}
