package io.aiarco.asc.benchmarks;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.CallFacts;
import io.aiarco.asc.audit.OutcomeStatus;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.CredentialRef;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.call.Ulid;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The two records of an ordinary call: what it means to do, and how it ended. Thread-safe. */
final class SampleRecords {
  private static final TenantId TENANT = new TenantId("acme");
  private static final EndpointId ENDPOINT =
      new EndpointId(
          GovernedCalls.PROVIDER, new ModelName(GovernedCalls.MODEL), new Region("eu-west"));
  private static final String SHA256 = "0".repeat(64);
  private static final Limit DAY = limit(Period.DAY);
  private static final Limit MONTH = limit(Period.MONTH);

  /** What each call costs. */
  static final Money COST = dollars("0.0023125");

  private final Clock clock = Clock.systemUTC();
  private final Ulid ids = new Ulid(clock, new SecureRandom());
  private final Grant grant =
      new Grant("k7Jq2mZp0aXw", new Principal("svc:tracking"), TENANT, null);
  private final Attempt attempt =
      Attempt.builder(1, ENDPOINT)
          .credential(new CredentialRef("key", 1))
          .host("api.example.com")
          .servedModel(GovernedCalls.MODEL)
          .providerRequestId("req_0123456789")
          .httpStatus(200)
          .usage(
              Usage.of(
                  GovernedCalls.INPUT_TOKENS, GovernedCalls.OUTPUT_TOKENS, UsageSource.REPORTED))
          .cost(new Cost(COST, UsageSource.REPORTED, SHA256))
          .firstContent(Duration.ofMillis(420))
          .took(Duration.ofMillis(1_730))
          .build();

  /** A new call. */
  CallId call() {
    return new CallId(ids.next());
  }

  /** Both records of each of some new calls. */
  List<AuditRecord> calls(int count) {
    List<AuditRecord> both = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CallId call = call();
      both.add(intent(call));
      both.add(outcome(call));
    }
    return both;
  }

  AuditRecord intent(CallId call) {
    return intent(call, CallContext.NONE);
  }

  AuditRecord intent(CallId call, CallContext context) {
    return new AuditRecord.CallIntent(
        new CallFacts(
            call, "chat", grant, "hmac:k1:" + SHA256, null, new ModelName("support"), context, ""),
        SHA256,
        List.of("tenants.acme.models", "tenants.acme.regions"),
        List.of(),
        Map.of(ENDPOINT, "closed"),
        Map.of(),
        List.of(ENDPOINT),
        List.of(),
        lines("0.02"),
        clock.instant().plus(Duration.ofMinutes(11)),
        null,
        null);
  }

  AuditRecord outcome(CallId call) {
    return new AuditRecord.CallOutcome(
        call,
        TENANT,
        OutcomeStatus.OK,
        null,
        List.of(attempt),
        lines("0.0023125"),
        false,
        List.of(),
        FinishReason.STOP,
        null);
  }

  private List<HoldLine> lines(String dollars) {
    Instant now = clock.instant();
    Unit unit = Unit.money(Currency.USD);
    return List.of(
        new HoldLine(
            unit, dollars(dollars).nanos(), List.of(DAY.accountAt(now), MONTH.accountAt(now))));
  }

  private static Limit limit(Period period) {
    return new Limit(Unit.money(Currency.USD), "tenant/" + TENANT, period, ZoneOffset.UTC, 0);
  }

  private static Money dollars(String amount) {
    return Money.of(amount, Currency.USD);
  }
}
