package io.aiarco.asc.breaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ManualClock;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitBreakersTest {
  private static final EndpointId EU = endpoint("one", "eu");
  private static final EndpointId US = endpoint("one", "us");
  private static final EndpointId OTHER = endpoint("two", "eu");
  private static final Duration TOOK = Duration.ofMillis(5);
  private static final Duration OPEN_FOR = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final CircuitBreakers breakers =
      CircuitBreakers.create(new BreakerConfig(50, 4, OPEN_FOR, 2, 3), clock);
  private final List<String> changes = new ArrayList<>();

  @Test
  void halfOfTheWindowFailingOpensOneEndpointOnly() {
    permit(EU).success(TOOK);
    assertEquals(BreakerState.CLOSED, breakers.state(EU));

    permit(EU).failure(TOOK);

    assertEquals(BreakerState.OPEN, breakers.state(EU));
    assertTrue(breakers.tryAcquire(EU).isEmpty());
    assertEquals(BreakerState.CLOSED, breakers.state(US));
    permit(US).release();
  }

  @Test
  void anOpenOneIsTriedAfterItsTimeAndClosesWhenTheTrialsWork() {
    breakers.onStateChange((endpoint, from, to) -> changes.add(endpoint + " " + from + " " + to));
    open(EU);

    clock.advance(OPEN_FOR);
    assertEquals(BreakerState.OPEN, breakers.state(EU));
    clock.advance(Duration.ofMillis(1));
    assertEquals(BreakerState.HALF_OPEN, breakers.state(EU), "or no router would ever try it");
    BreakerPermit first = permit(EU);
    BreakerPermit second = permit(EU);
    assertTrue(breakers.tryAcquire(EU).isEmpty(), "two trials");
    first.success(TOOK);
    second.success(TOOK);

    assertEquals(BreakerState.CLOSED, breakers.state(EU));
    assertEquals(
        List.of(EU + " CLOSED OPEN", EU + " OPEN HALF_OPEN", EU + " HALF_OPEN CLOSED"), changes);
  }

  @Test
  void failedTrialsOpenItAgain() {
    open(EU);
    clock.advance(OPEN_FOR.plusMillis(1));

    permit(EU).failure(TOOK);
    permit(EU).failure(TOOK);

    assertEquals(BreakerState.OPEN, breakers.state(EU));
    clock.advance(OPEN_FOR.plusMillis(1));
    assertEquals(BreakerState.HALF_OPEN, breakers.state(EU));
  }

  @Test
  void aReleasedTrialIsTriedAnew() {
    open(EU);
    clock.advance(OPEN_FOR.plusMillis(1));

    for (int i = 0; i < 10; i++) {
      permit(EU).release();
    }

    assertEquals(BreakerState.HALF_OPEN, breakers.state(EU));
    permit(EU).success(TOOK);
    permit(EU).success(TOOK);
    assertEquals(BreakerState.CLOSED, breakers.state(EU));
  }

  @Test
  void oneProviderTakesSoManyCallsInAllRegionsTogether() {
    BreakerPermit first = permit(EU);
    permit(US);
    permit(US);

    assertTrue(breakers.tryAcquire(EU).isEmpty());
    permit(OTHER);
    first.success(TOOK);
    permit(EU);
  }

  @Test
  void aRefusalOfTheBreakerTakesNoRoomOfTheProvider() {
    open(EU);

    for (int i = 0; i < 10; i++) {
      assertTrue(breakers.tryAcquire(EU).isEmpty());
    }

    permit(US);
    permit(US);
    permit(US);
  }

  @Test
  void onlyTheFirstEndOfAPermitCounts() {
    for (int i = 0; i < 4; i++) {
      BreakerPermit permit = permit(EU);
      permit.release();
      permit.failure(TOOK);
      permit.failure(TOOK);
      permit.success(TOOK);
    }

    assertEquals(BreakerState.CLOSED, breakers.state(EU));
    permit(EU);
    permit(EU);
    permit(EU);
    assertTrue(breakers.tryAcquire(EU).isEmpty(), "each permit gave its room back once");
  }

  @Test
  void aLongAnswerIsNoFailure() {
    for (int i = 0; i < 20; i++) {
      permit(EU).success(Duration.ofMinutes(30));
    }

    assertEquals(BreakerState.CLOSED, breakers.state(EU));
  }

  @Test
  void aConfigurationThatCannotBeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new BreakerConfig(0, 4, OPEN_FOR, 2, 3));
    assertThrows(IllegalArgumentException.class, () -> new BreakerConfig(50, 0, OPEN_FOR, 2, 3));
    assertThrows(
        IllegalArgumentException.class, () -> new BreakerConfig(50, 4, Duration.ZERO, 2, 3));
  }

  private void open(EndpointId endpoint) {
    permit(endpoint).failure(TOOK);
    permit(endpoint).failure(TOOK);
    assertEquals(BreakerState.OPEN, breakers.state(endpoint));
  }

  private BreakerPermit permit(EndpointId endpoint) {
    return breakers.tryAcquire(endpoint).orElseThrow();
  }

  private static EndpointId endpoint(String provider, String region) {
    return new EndpointId(new ProviderId(provider), new ModelName("small"), new Region(region));
  }
}
