package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditRules;
import io.aiarco.asc.audit.InMemoryAuditLog;
import io.aiarco.asc.budget.Attribution;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.Balances;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.budget.Enforcement;
import io.aiarco.asc.budget.InMemoryBudgetLedger;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.budget.RateLimitedException;
import io.aiarco.asc.budget.SoftAction;
import io.aiarco.asc.budget.Threshold;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.Revision;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.Explanation;
import io.aiarco.asc.chat.Warning;
import io.aiarco.asc.credential.InMemoryCredentials;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.pipeline.GovernedChatClient;
import io.aiarco.asc.policy.Constraints;
import io.aiarco.asc.policy.Decision;
import io.aiarco.asc.policy.PolicyEngine;
import io.aiarco.asc.policy.PolicyRequest;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.provider.ModelCatalog;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.route.RoutingStrategy;
import io.aiarco.asc.snapshot.Snapshot;
import io.aiarco.asc.testkit.provider.ScriptedProvider;
import io.aiarco.asc.testkit.time.FakeClock;
import io.aiarco.asc.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What passed thresholds do to calls, through the whole path, with 100 USD a day. */
class SoftLimitTest {
  private static final Region EU = new Region("eu");
  private static final Region US = new Region("us");
  private static final String RULE = "budget.tenant/acme.USD.day@";
  private static final SoftAction TO_CHEAP = downgrade("cheap");

  private final FakeClock clock = FakeClock.at(Instant.parse("2026-11-25T10:00:30Z"));
  private final ScriptedProvider provider = ScriptedProvider.create("p");
  private final InMemoryAuditLog audit = new InMemoryAuditLog();
  private GovernedChatClient client;

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void belowEveryThresholdNothingChangesButWhatWasReadIsRecorded() {
    open("89.99", SoftLimitTest::all, step(90, TO_CHEAP));

    ChatResponse reply = ask("dear");

    assertEquals("dear", reply.route().endpoint().model().value());
    assertEquals(List.of(), reply.warnings());
    assertEquals(List.of("test"), intent().rules());
    assertEquals(
        Map.of("settled USD tenant/acme/2026-11-25~2026-11-26T00:00:00Z", "89.99"),
        intent().read());
  }

  @Test
  void aDowngradedCallIsPlannedHeldAndChargedForTheOtherModelAndSaysSo() {
    open("90", SoftLimitTest::all, step(90, TO_CHEAP));

    Explanation before = client.explain(request("dear"));
    ChatResponse reply = ask("dear");

    assertEquals("cheap", reply.route().endpoint().model().value());
    assertEquals(
        List.of(new Warning("model", "served as cheap by " + RULE + "90%")), reply.warnings());
    assertEquals("dear", intent().facts().model().value());
    assertEquals(List.of("test", RULE + "90%"), intent().rules());
    assertEquals("cheap", intent().plan().get(0).model().value());
    assertEquals(
        intent().hold().get(0).amount(),
        java.util.Objects.requireNonNull(before.worstCase()).nanos());
    assertEquals(intent().rules(), before.rules());
    assertEquals(2, intent().states().size());
  }

  @Test
  void aModelThatIsNotCheaperOrMayNotServeLeavesTheCallWhereItWas() {
    open("95", SoftLimitTest::all, step(90, TO_CHEAP));
    assertEquals("cheapest", ask("cheapest").route().endpoint().model().value());

    client.close();
    open("95", SoftLimitTest::onlyDear, step(90, TO_CHEAP));
    assertEquals("dear", ask("dear").route().endpoint().model().value());
    assertEquals(List.of("test"), intent().rules());

    client.close();
    open("95", SoftLimitTest::all, step(90, downgrade("overseas")));
    assertEquals("dear", ask("dear").route().endpoint().model().value());

    client.close();
    open("95", SoftLimitTest::all, step(90, downgrade("tiny")));
    assertEquals("dear", ask("dear").route().endpoint().model().value());
  }

  @Test
  void theHighestDowngradeOfALimitCounts() {
    open("96", SoftLimitTest::all, step(90, TO_CHEAP), step(95, downgrade("cheapest")));

    assertEquals("cheapest", ask("dear").route().endpoint().model().value());
    assertEquals(List.of("test", RULE + "95%"), intent().rules());
  }

  @Test
  void aThrottledTenantHasItsRequestsOfTheMinuteAndIsToldWhenTheNextBegins() {
    open("90", SoftLimitTest::all, step(90, new SoftAction.Throttle(2)));

    ask("dear");
    ask("dear");
    RateLimitedException refused = assertThrows(RateLimitedException.class, () -> ask("dear"));

    assertEquals(Optional.of(Duration.ofSeconds(30)), refused.retryAdvice().after());
    assertTrue(refused.getMessage().contains("limit slow/tenant/acme/2026-11-25T10:00~"));
    assertEquals(List.of("test", RULE + "90%"), decision().rules());
    clock.advance(Duration.ofSeconds(30));
    ask("dear");
    assertEquals(3, provider.calls().size());
  }

  @Test
  void aDenialRefusesBeforeAnythingIsHeldAndNamesItsRule() {
    open("100", SoftLimitTest::all, step(90, TO_CHEAP), step(100, new SoftAction.Deny()));

    BudgetExhaustedException refused =
        assertThrows(BudgetExhaustedException.class, () -> ask("dear"));

    assertEquals(
        "budget tenant/acme/2026-11-25~2026-11-26T00:00:00Z: 100 USD settled (expected: below 100"
            + " USD, 100% of the limit)",
        refused.getMessage());
    assertEquals(List.of("test", RULE + "100%"), decision().rules());
    assertEquals(0, provider.calls().size());
  }

  @Test
  void underALimitThatIsNotHardNothingIsRefusedAndEverythingCounted() {
    open(new Enforcement(false, List.of()), "5000", SoftLimitTest::all);

    ask("dear");

    assertTrue(client.explain(request("dear")).allowed());
    assertEquals(1, intent().hold().get(0).accounts().size());
  }

  private static Threshold step(int percent, SoftAction action) {
    return new Threshold(percent, action);
  }

  private static SoftAction downgrade(String model) {
    return new SoftAction.Downgrade(new ModelName(model));
  }

  private void open(String settled, PolicyEngine policy, Threshold... thresholds) {
    open(new Enforcement(true, List.of(thresholds)), settled, policy);
  }

  private void open(Enforcement enforcement, String settled, PolicyEngine policy) {
    Limit limit =
        new Limit(
                Unit.money(Currency.USD),
                "tenant/acme",
                Period.DAY,
                ZoneOffset.UTC,
                Money.of("100", Currency.USD).nanos())
            .with(enforcement);
    Limits limits = Limits.of(List.of(limit));
    InMemoryBudgetLedger ledger = InMemoryBudgetLedger.create(limits, clock);
    ledger.restore(
        new Balances(
            Map.of(
                limit.accountAt(clock.instant()),
                new Balance(Money.of(settled, Currency.USD).nanos(), 0))));
    Snapshot snapshot =
        new Snapshot(
            new Revision(1, "0".repeat(64)),
            policy,
            List.of(),
            catalog(),
            new PriceByModel(),
            limits,
            Attribution.NONE,
            RoutingStrategy.PRIORITY,
            AuditRules.NONE);
    client =
        GovernedChatClient.builder(key -> grant(), () -> snapshot)
            .providers(List.of(provider))
            .credentials(new InMemoryCredentials().put("c", "scripted-key".toCharArray()))
            .budgets(ledger)
            .audit(audit)
            .clock(clock)
            .build(CallerCredential.apiKey("any"));
  }

  private ChatResponse ask(String model) {
    return client.chat(request(model));
  }

  private static ChatRequest request(String model) {
    return ChatRequest.builder()
        .model(model)
        .user("Where is my parcel?")
        .maxOutputTokens(40)
        .build();
  }

  private AuditRecord.CallIntent intent() {
    return last(AuditRecord.CallIntent.class);
  }

  private AuditRecord.CallDecision decision() {
    return last(AuditRecord.CallDecision.class);
  }

  private <R> R last(Class<R> kind) {
    List<R> all = audit.records().stream().filter(kind::isInstance).map(kind::cast).toList();
    return all.get(all.size() - 1);
  }

  private static Decision all(PolicyRequest request) {
    return new Decision.Allow(new Constraints(Set.of(EU)), List.of("test"));
  }

  private static Decision onlyDear(PolicyRequest request) {
    return request.model().value().equals("dear")
        ? all(request)
        : new Decision.Deny("not granted", List.of("test"));
  }

  private static Grant grant() {
    return new Grant("key", new Principal("svc:test"), new TenantId("acme"), null);
  }

  private static ModelCatalog catalog() {
    return ModelCatalog.of(
        Map.of(
            new ModelName("dear"), List.of(endpoint("dear", EU, 1_000)),
            new ModelName("cheap"), List.of(endpoint("cheap", EU, 1_000)),
            new ModelName("cheapest"), List.of(endpoint("cheapest", EU, 1_000)),
            new ModelName("overseas"), List.of(endpoint("cheap", US, 1_000)),
            new ModelName("tiny"), List.of(endpoint("cheapest", EU, 1))));
  }

  /** {@code window}: how many tokens of input it takes. */
  private static ModelEndpoint endpoint(String model, Region region, int window) {
    return new ModelEndpoint(
        new EndpointId(new ProviderId("p"), new ModelName(model), region),
        "c",
        Capabilities.of(window, 1_000).toBuilder().dialect("scripted").build());
  }

  /** The dear one costs a millionth of a dollar a token, the others a tenth and a hundredth. */
  private record PriceByModel() implements PriceBook {
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
      long rate =
          switch (endpoint.model().value()) {
            case "dear" -> 1_000;
            case "cheap" -> 100;
            default -> 10;
          };
      return Optional.of(new Money(usage.totalTokens() * rate, Currency.USD));
    }

    @Override
    public Optional<Money> most(EndpointId endpoint, Instant at, Usage bound) {
      return price(endpoint, at, bound);
    }
  }
}
