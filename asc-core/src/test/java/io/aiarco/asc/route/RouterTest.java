package io.aiarco.asc.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.RouteCandidate;
import io.aiarco.asc.breaker.BreakerState;
import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.error.RetryAdvice;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.policy.Constraints;
import io.aiarco.asc.policy.ResidencyException;
import io.aiarco.asc.policy.Unsupported;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.provider.Lifecycle;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.usage.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class RouterTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final ChatRequest REQUEST =
      ChatRequest.builder().model("support").user("Where is my parcel?").build();
  private static final ChatRequest WITH_TOOLS =
      REQUEST.toBuilder().tool(new Tool("find", "finds it", Json.of("{}"))).build();

  private final Router router = new Router();

  @Example
  void theCatalogsOrderIsThePlan() {
    List<ModelEndpoint> endpoints = List.of(at("one", "eu"), at("two", "us"), at("three", "eu"));

    RoutePlan plan = plan(REQUEST, endpoints, "eu");

    assertEquals(List.of(endpoints.get(0), endpoints.get(2)), plan.endpoints());
    assertEquals(
        List.of(
            "one/small@eu kept: priority 1",
            "three/small@eu kept: priority 2",
            "two/small@us dropped: region us not allowed"),
        plan.candidates().stream().map(RouteCandidate::toString).toList());
  }

  @Example
  void anEndpointIsPassedOverFromTheInstantItEnds() {
    Lifecycle retires = new Lifecycle(null, null, NOON);
    Lifecycle approved = new Lifecycle("the board", NOON.plusNanos(1), NOON.plusSeconds(9));
    List<ModelEndpoint> endpoints =
        List.of(at("one", "eu").over(retires), at("two", "eu").over(approved));

    RoutePlan plan = plan(REQUEST, endpoints, "eu");

    assertEquals(List.of(endpoints.get(1)), plan.endpoints());
    assertEquals("ended: retires 2026-11-21T12:00:00Z", plan.candidates().get(1).why());
    assertEquals("approved by the board until 2026-11-21T12:00:00.000000001Z", approved.toString());
  }

  @Example
  void noAllowedRegionIsAResidencyRefusal() {
    ResidencyException refused =
        assertThrows(ResidencyException.class, () -> plan(REQUEST, List.of(at("one", "us")), "eu"));

    assertEquals(Set.of(new Region("eu")), refused.allowed());
  }

  @Example
  void noEndpointAtAllIsNoRouteAndNotAResidencyRefusal() {
    NoRouteException refused =
        assertThrows(NoRouteException.class, () -> plan(REQUEST, List.of(), "eu"));

    assertEquals(RetryAdvice.NEVER, refused.retryAdvice());
  }

  @Example
  void anOpenBreakerIsPassedOverAndMayCloseLater() {
    List<ModelEndpoint> endpoints = List.of(at("one", "eu"), at("two", "eu"));
    Map<EndpointId, BreakerState> states =
        Map.of(
            endpoints.get(0).id(),
            BreakerState.OPEN,
            endpoints.get(1).id(),
            BreakerState.HALF_OPEN);

    RoutePlan plan = plan(REQUEST, endpoints, "eu", states, Set.of());
    NoRouteException refused =
        assertThrows(
            NoRouteException.class,
            () -> plan(REQUEST, endpoints.subList(0, 1), "eu", states, Set.of()));

    assertEquals("priority 1, breaker half open", plan.candidates().get(0).why());
    assertEquals("breaker open", plan.candidates().get(1).why());
    assertEquals(RetryAdvice.LATER, refused.retryAdvice());
  }

  @Example
  void waitingForABreakerIsNoUseWhereSomethingElseIsMissing() {
    ModelEndpoint noTools = endpoint("one", "eu", 100_000, false);

    NoRouteException refused =
        assertThrows(
            NoRouteException.class,
            () ->
                plan(
                    WITH_TOOLS,
                    List.of(noTools),
                    "eu",
                    Map.of(noTools.id(), BreakerState.OPEN),
                    Set.of()));

    assertEquals(RetryAdvice.NEVER, refused.retryAdvice());
    assertEquals("cannot do [tools]", refused.candidates().get(0).why());
  }

  @Property
  void onlySettingsAreEverLeftOutAndOnlyWherePolicySaysSo(
      @ForAll Set<Feature> lacking, @ForAll Unsupported mode) {
    ChatRequest asks = WITH_TOOLS.toBuilder().seed(1).topP(0.5).stopSequence("END").build();
    Capabilities some =
        Capabilities.builder(100_000, 1_000)
            .features(EnumSet.complementOf(copyOf(lacking)))
            .build();
    ModelEndpoint endpoint = new ModelEndpoint(at("one", "eu").id(), "key", some);
    Set<Feature> missing = copyOf(lacking);
    missing.retainAll(asks.features());
    boolean routed =
        missing.isEmpty()
            || mode == Unsupported.DROP && missing.stream().allMatch(Feature::isSetting);

    try {
      RoutePlan plan = plan(asks, List.of(endpoint), mode);
      assertTrue(routed, missing.toString());
      assertEquals(List.copyOf(missing), FittedRequest.dropped(asks, plan.endpoints().get(0)));
    } catch (NoRouteException refused) {
      assertFalse(routed, missing.toString());
    }
  }

  @Example
  void whoLacksNothingComesFirst() {
    ModelEndpoint seedless =
        new ModelEndpoint(
            at("one", "eu").id(),
            "key",
            Capabilities.builder(100_000, 1_000).without(Feature.SEED).build());

    RoutePlan plan =
        plan(
            REQUEST.toBuilder().seed(1).build(),
            List.of(seedless, at("two", "eu"), at("three", "eu")),
            Unsupported.DROP);

    assertEquals(
        List.of(
            "two/small@eu kept: priority 1",
            "three/small@eu kept: priority 2",
            "one/small@eu kept: priority 3, leaving out [seed]"),
        plan.candidates().stream().map(RouteCandidate::toString).toList());
  }

  private static EnumSet<Feature> copyOf(Set<Feature> features) {
    EnumSet<Feature> copy = EnumSet.noneOf(Feature.class);
    copy.addAll(features);
    return copy;
  }

  @Example
  void underAMoneyBudgetAnEndpointWithoutAPriceIsDropped() {
    ModelEndpoint unpriced = at("one", "eu");
    ModelEndpoint priced = at("two", "eu");

    RoutePlan budgeted =
        plan(REQUEST, List.of(unpriced, priced), "eu", Map.of(), Set.of(priced.id()));
    RoutePlan free = plan(REQUEST, List.of(unpriced, priced), "eu");

    assertEquals(List.of(priced), budgeted.endpoints());
    assertEquals("no price in the price book", budgeted.candidates().get(1).why());
    assertEquals(List.of(unpriced, priced), free.endpoints());
  }

  @Example
  void onlyAnInputThatCannotFitIsDropped() {
    ChatRequest kilobytes = ChatRequest.builder().model("support").user("x".repeat(80_000)).build();
    ModelEndpoint small = endpoint("one", "eu", 9_000, false);
    ModelEndpoint fits = endpoint("two", "eu", 11_000, false);

    RoutePlan plan = plan(kilobytes, List.of(small, fits), "eu");

    assertEquals(List.of(fits), plan.endpoints());
    assertEquals(
        "input of 10072 tokens or more (expected: at most 9000)", plan.candidates().get(1).why());
  }

  @Example
  void anEndpointWhoseLeastIsMoreThanWasAskedForIsDropped() {
    ModelEndpoint any = at("two", "eu");
    ModelEndpoint sixteen =
        new ModelEndpoint(
            at("one", "eu").id(),
            any.credential(),
            any.capabilities().toBuilder().minOutputTokens(16).build());

    RoutePlan fifteen =
        plan(REQUEST.toBuilder().maxOutputTokens(15).build(), List.of(sixteen, any), "eu");
    RoutePlan enough =
        plan(REQUEST.toBuilder().maxOutputTokens(16).build(), List.of(sixteen, any), "eu");

    assertEquals(List.of(any), fifteen.endpoints());
    assertEquals("output of 15 tokens (expected: at least 16)", fifteen.candidates().get(1).why());
    assertEquals(List.of(sixteen, any), enough.endpoints());
    assertEquals(List.of(sixteen, any), plan(REQUEST, List.of(sixteen, any), "eu").endpoints());
  }

  @Example
  void aStrategyThatInventsOrLosesEndpointsIsCaught() {
    List<ModelEndpoint> endpoints = List.of(at("one", "eu"), at("two", "eu"));

    for (RoutingStrategy wrong :
        List.<RoutingStrategy>of(
            kept -> List.of(at("evil", "us"), at("two", "eu")),
            kept -> kept.subList(0, 1),
            kept -> List.of(kept.get(0), kept.get(0)))) {
      assertThrows(IllegalStateException.class, () -> plan(REQUEST, endpoints, wrong));
    }
  }

  @Property
  void theSameArgumentsGiveTheSamePlanAndEveryEndpointIsToldOf(
      @ForAll @Size(max = 12) List<Integer> words, @ForAll boolean priced) {
    List<ModelEndpoint> endpoints = new ArrayList<>();
    Map<EndpointId, BreakerState> states = new java.util.HashMap<>();
    Set<EndpointId> prices = new HashSet<>();
    for (int word : words) {
      String region = (word & 1) == 0 ? "eu" : "us";
      ModelEndpoint endpoint = endpoint("p" + endpoints.size(), region, 100_000, (word & 2) == 0);
      endpoints.add(endpoint);
      states.put(endpoint.id(), BreakerState.values()[Math.floorMod(word >> 2, 3)]);
      if (priced && (word & 64) == 0) {
        prices.add(endpoint.id());
      }
    }

    String first = outcome(endpoints, states, prices);

    assertEquals(first, outcome(endpoints, states, prices));
    for (ModelEndpoint endpoint : endpoints) {
      assertTrue(first.startsWith("residency") || first.contains(endpoint.id().toString()), first);
    }
  }

  private String outcome(
      List<ModelEndpoint> endpoints, Map<EndpointId, BreakerState> states, Set<EndpointId> prices) {
    try {
      RoutePlan plan = plan(WITH_TOOLS, endpoints, "eu", states, prices);
      for (ModelEndpoint kept : plan.endpoints()) {
        assertEquals("eu", kept.id().region().value());
        assertTrue(states.get(kept.id()) != BreakerState.OPEN);
        assertTrue(kept.capabilities().features().contains(Feature.TOOLS));
        assertTrue(prices.isEmpty() || prices.contains(kept.id()));
      }
      return plan.candidates().toString();
    } catch (ResidencyException | NoRouteException refused) {
      return refused.getMessage();
    }
  }

  private RoutePlan plan(ChatRequest request, List<ModelEndpoint> endpoints, String region) {
    return plan(request, endpoints, region, Map.of(), Set.of());
  }

  private RoutePlan plan(ChatRequest request, List<ModelEndpoint> endpoints, Unsupported mode) {
    return plan(request, endpoints, mode, RoutingStrategy.PRIORITY);
  }

  private RoutePlan plan(
      ChatRequest request, List<ModelEndpoint> endpoints, RoutingStrategy strategy) {
    return plan(request, endpoints, Unsupported.REFUSE, strategy);
  }

  private RoutePlan plan(
      ChatRequest request,
      List<ModelEndpoint> endpoints,
      Unsupported mode,
      RoutingStrategy strategy) {
    return router.plan(
        request,
        endpoints,
        new Constraints(Set.of(new Region("eu")), mode),
        id -> BreakerState.CLOSED,
        prices(Set.of()),
        false,
        NOON,
        strategy);
  }

  private RoutePlan plan(
      ChatRequest request,
      List<ModelEndpoint> endpoints,
      String region,
      Map<EndpointId, BreakerState> states,
      Set<EndpointId> priced) {
    return router.plan(
        request,
        endpoints,
        new Constraints(Set.of(new Region(region))),
        id -> states.getOrDefault(id, BreakerState.CLOSED),
        prices(priced),
        !priced.isEmpty(),
        NOON,
        kept -> Collections.unmodifiableList(new ArrayList<>(kept)));
  }

  private static PriceBook prices(Set<EndpointId> priced) {
    return new PriceBook() {
      @Override
      public Currency currency() {
        return Currency.USD;
      }

      @Override
      public String sha256() {
        return "0".repeat(64);
      }

      @Override
      public Optional<Money> price(EndpointId endpoint, Instant at, Usage usage) {
        return priced.contains(endpoint)
            ? Optional.of(new Money(usage.totalTokens(), Currency.USD))
            : Optional.empty();
      }

      @Override
      public Optional<Money> most(EndpointId endpoint, Instant at, Usage bound) {
        return price(endpoint, at, bound);
      }
    };
  }

  private static ModelEndpoint at(String provider, String region) {
    return endpoint(provider, region, 100_000, true);
  }

  private static ModelEndpoint endpoint(
      String provider, String region, int maxInputTokens, boolean tools) {
    return new ModelEndpoint(
        new EndpointId(new ProviderId(provider), new ModelName("small"), new Region(region)),
        "key",
        tools
            ? Capabilities.of(maxInputTokens, 1_000)
            : Capabilities.builder(maxInputTokens, 1_000).without(Feature.TOOLS).build());
  }
}
