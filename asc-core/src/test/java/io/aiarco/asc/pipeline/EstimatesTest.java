package io.aiarco.asc.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EstimatesTest {
  private static final EndpointId ENDPOINT =
      new EndpointId(new ProviderId("eu"), new ModelName("m"), new Region("eu-west"));
  private static final Usage BOUND = Usage.of(7_000, 4_096, UsageSource.ESTIMATED);

  private final Estimates estimates = new Estimates();

  @Test
  void beforeTheFirstReplyInputIsThatOfUsualTextAndOutputAllThereMayBe() {
    Usage expected = estimates.expected(ENDPOINT, BOUND);
    assertEquals(2_000, expected.inputTokens(), 1);
    assertEquals(4_096, expected.outputTokens());
    assertEquals(286, estimates.output(ENDPOINT, 1_000));
  }

  @Test
  void whatProvidersReportIsLearned() {
    for (int i = 0; i < 60; i++) {
      estimates.learn(ENDPOINT, BOUND, Usage.of(3_500, 300, UsageSource.REPORTED), 600);
    }
    Usage expected = estimates.expected(ENDPOINT, BOUND);
    assertEquals(3_500, expected.inputTokens(), 5);
    assertEquals(300, expected.outputTokens());
    assertEquals(500, estimates.output(ENDPOINT, 1_000), 2);
  }

  /** Whatever providers report: an estimate is never above the bound it stands for, nor below 0. */
  @Property
  void anEstimateIsNeverAboveItsBound(
      @ForAll @Size(max = 20) List<@LongRange(min = 0, max = Long.MAX_VALUE / 4) Long> reported,
      @ForAll @LongRange(min = 0, max = 1L << 40) long input,
      @ForAll @LongRange(min = 0, max = 1L << 40) long output,
      @ForAll @LongRange(min = 0, max = 1L << 40) long chars) {
    Estimates learned = new Estimates();
    for (long figure : reported) {
      Usage usage = Usage.of(figure, figure / 3, UsageSource.REPORTED);
      learned.learn(ENDPOINT, Usage.of(input, output, UsageSource.ESTIMATED), usage, chars);
    }
    Usage expected = learned.expected(ENDPOINT, Usage.of(input, output, UsageSource.ESTIMATED));
    assertTrue(expected.tokens(TokenClass.INPUT) <= input);
    assertTrue(expected.tokens(TokenClass.OUTPUT) <= output);
    assertTrue(learned.output(ENDPOINT, chars) >= 0);
  }
}
