package io.aiarco.asc.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.telemetry.Telemetry;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final ModelName MODEL = new ModelName("m");
  private static final EndpointId ENDPOINT =
      new EndpointId(new ProviderId("eu"), MODEL, new Region("eu-west"));
  private static final ModelEndpoint AT =
      new ModelEndpoint(ENDPOINT, "key", Capabilities.of(100, 50)).seenAs(List.of("West Europe"));
  private static final Usage BOUND = Usage.of(100, 50, UsageSource.ESTIMATED);

  private final Meter meter = meter();

  @Test
  void whatTheBookHasNoRateForIsChargedAtTheBound() throws ProviderFailure {
    meter.begin(1, AT, BOUND);
    meter.event(
        new StreamEvent.UsageReport(
            Usage.builder(UsageSource.REPORTED).tokens(TokenClass.CACHE_WRITE, 7).build()));
    meter.event(new StreamEvent.Finished(FinishReason.STOP, "stop"));
    assertTrue(meter.complete().isPresent());

    Attempt attempt = meter.attempts().get(0);
    assertEquals(7, attempt.usage().totalTokens());
    assertEquals(150, attempt.cost().orElseThrow().amount().nanos());
    assertEquals(UsageSource.ESTIMATED, attempt.cost().orElseThrow().source());
  }

  @Property
  void aFailureIsChargedItsBoundExactlyWhenItMayBeBilled(@ForAll FailureClass failure) {
    Meter failing = meter();
    failing.begin(1, AT, BOUND);
    failing.fail(failure);

    Attempt attempt = failing.attempts().get(0);
    assertEquals(failure.mayBeBilled() ? 150 : 0, attempt.usage().totalTokens());
    assertEquals(failure.mayBeBilled(), attempt.cost().isPresent());
  }

  /**
   * Where no limit is strict, what was shown is charged, at most the bound; never less than told.
   */
  @Property
  void aBrokenReplyIsChargedAsCountedAndNeverAboveItsBound(
      @ForAll @IntRange(max = 1_000) int chars, @ForAll @IntRange(max = 50) int told)
      throws ProviderFailure {
    Meter counting = meter(false);
    counting.begin(1, AT, BOUND);
    counting.event(new StreamEvent.TextDelta("x".repeat(chars + 1)));
    counting.event(new StreamEvent.UsageReport(Usage.of(40, told, UsageSource.PARTIAL)));
    counting.fail(FailureClass.TRUNCATED);

    Usage charged = counting.attempts().get(0).usage();
    assertEquals(UsageSource.ESTIMATED, charged.source());
    assertEquals(40, charged.inputTokens());
    long shown = (chars + 1L) * 2 / 7;
    assertTrue(charged.outputTokens() >= Math.min(50, Math.max(told, shown)), charged.toString());
    assertTrue(charged.outputTokens() <= 50, charged.toString());
  }

  @Test
  void whereAProviderSaysItWorkedIsKeptAndCompared() {
    for (String word : List.of("eu-west", "EU West", "westeurope", "West Europe")) {
      assertFalse(refusedIn(word).isElsewhere(), word);
    }
    Attempt spilled = refusedIn("West Europe+spillover");
    assertEquals(Optional.of("westeurope+spillover"), spilled.regionSeen());
    assertTrue(spilled.isElsewhere());
    assertFalse(refusedIn(null).isElsewhere(), "silence is no evidence");
  }

  private static Attempt refusedIn(@Nullable String region) {
    Meter failing = meter();
    failing.begin(1, AT, BOUND);
    failing.fail(
        new ProviderFailure(FailureClass.RATE_LIMITED, "slow", 429, null, null, region, null));
    return failing.attempts().get(0);
  }

  @Test
  void anAttemptEndsOnce() throws ProviderFailure {
    meter.begin(1, AT, BOUND);
    meter.event(new StreamEvent.Finished(FinishReason.STOP, "stop"));
    meter.fail(FailureClass.CANCELLED);

    assertEquals(Optional.empty(), meter.complete());
    assertEquals(1, meter.attempts().size());
  }

  private static Meter meter() {
    return meter(true);
  }

  private static Meter meter(boolean strict) {
    CallId call = new CallId("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    ChatRequest request = ChatRequest.builder().model("m").user("x").build();
    return new Meter(
        new OneNano(),
        NOW,
        Telemetry.none().call(call, "chat", MODEL, false),
        request,
        new Estimates(),
        strict);
  }

  /** One nano a token, and no rate for cache writes. */
  private record OneNano() implements PriceBook {
    @Override
    public Currency currency() {
      return Currency.USD;
    }

    @Override
    public String sha256() {
      return "f".repeat(64);
    }

    @Override
    public Optional<Money> price(EndpointId endpoint, Instant at, Usage usage) {
      return usage.tokens(TokenClass.CACHE_WRITE) > 0
          ? Optional.empty()
          : Optional.of(new Money(usage.totalTokens(), Currency.USD));
    }

    @Override
    public Optional<Money> most(EndpointId endpoint, Instant at, Usage bound) {
      return price(endpoint, at, bound);
    }
  }
}
