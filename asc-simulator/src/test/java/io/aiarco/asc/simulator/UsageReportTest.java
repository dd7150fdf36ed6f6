package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UsageReportTest {

  @Property
  void randomUsageStaysWithinItsBoundsAndRepeats(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 1_000_000) int number,
      @ForAll @IntRange(min = 1, max = 5_000) int maxInput,
      @ForAll @IntRange(min = 1, max = 5_000) int limit) {
    ReceivedRequest request = request(number, limit);

    TokenUsage usage = UsageReport.random(seed, maxInput).of(request, 7).orElseThrow();

    assertTrue(usage.input() >= 1 && usage.input() <= maxInput, usage.toString());
    assertTrue(usage.output() >= 1 && usage.output() <= limit, usage.toString());
    assertEquals(usage, UsageReport.random(seed, maxInput).of(request, 7).orElseThrow());
  }

  @Test
  void aTextLongerThanTheLimitEndsThere() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      simulator.reply(Reply.text("one ".repeat(150).strip()));

      String body = Client.ask(simulator, Dialect.OPENAI, false).body();

      assertTrue(body.contains("\"finish_reason\":\"length\""), body);
      assertTrue(body.contains("\"completion_tokens\":100,"), body);
    }
  }

  @Test
  void cachedTokensAreAddedUpAsEachDialectDoes() throws Exception {
    Reply reply = Reply.text("hi").usage(UsageReport.of(new TokenUsage(10, 3, 2, 5, 4)));
    try (Simulator simulator = Simulator.open()) {
      String openAi = Client.ask(simulator.reply(reply), Dialect.OPENAI, false).body();
      String anthropic = Client.ask(simulator.reply(reply), Dialect.ANTHROPIC, false).body();

      assertTrue(
          openAi.contains("\"prompt_tokens\":15,\"completion_tokens\":9,\"total_tokens\":24"),
          openAi);
      assertTrue(
          openAi.contains("\"cached_tokens\":3") && openAi.contains("\"reasoning_tokens\":4"),
          openAi);
      assertTrue(
          anthropic.contains("{\"input_tokens\":10,\"cache_creation_input_tokens\":2,"), anthropic);
      assertTrue(
          anthropic.contains("\"cache_read_input_tokens\":3,\"output_tokens\":9,"), anthropic);
    }
  }

  @Test
  void missingUsageIsNowhere() throws Exception {
    Reply reply = Reply.text("hi").usage(UsageReport.missing());
    for (Dialect dialect : Dialect.values()) {
      try (Simulator simulator = Simulator.builder().dialects(dialect).open()) {
        for (boolean stream : List.of(false, true)) {
          assertFalse(Client.ask(simulator.reply(reply), dialect, stream).body().contains("usage"));
        }
      }
    }
  }

  @Test
  void usageBeyondTheLimitIsBeyondIt() {
    assertEquals(150, UsageReport.beyondLimit(50).of(request(1, 100), 7).orElseThrow().output());
  }

  private static ReceivedRequest request(long number, long limit) {
    return ReceivedRequest.builder(number, Dialect.OPENAI, "m")
        .maxOutputTokens(OptionalLong.of(limit))
        .build();
  }
}
