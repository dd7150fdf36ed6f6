package io.aiarco.asc.audit.journal;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.CallFacts;
import io.aiarco.asc.audit.DecisionKind;
import io.aiarco.asc.audit.IncidentKind;
import io.aiarco.asc.audit.OutcomeStatus;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.CredentialRef;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TeamId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.call.Ulid;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.policy.Verdict;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Records as the pipeline writes them. */
public final class Records {
  public static final Unit USD = Unit.money(Currency.USD);
  public static final Account MONTH =
      new Account(USD, "tenant/acme", "2026-11~2026-12-01T00:00:00Z");
  public static final Account TOTAL = new Account(Unit.TOKENS, "tenant/acme", "total~always");
  public static final Account NOW = new Account(Unit.PARALLEL, "tenant/acme", "now~always");
  public static final String SHA = "ab".repeat(32);

  private static final Ulid IDS = new Ulid(Clock.systemUTC(), new Random(7));
  private static final EndpointId ENDPOINT =
      new EndpointId(new ProviderId("sim"), new ModelName("small-1"), new Region("eu-central"));

  private Records() {}

  public static CallId call() {
    return new CallId(IDS.next());
  }

  public static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20), Clock.systemUTC());
  }

  /** Money, tokens and one call in flight. */
  public static List<HoldLine> hold(long nanos, long tokens) {
    return List.of(
        new HoldLine(USD, nanos, List.of(MONTH)),
        new HoldLine(Unit.TOKENS, tokens, List.of(TOTAL)),
        new HoldLine(Unit.PARALLEL, 1, List.of(NOW)));
  }

  public static List<HoldLine> settle(long nanos, long tokens) {
    return List.of(
        new HoldLine(USD, nanos, List.of(MONTH)),
        new HoldLine(Unit.TOKENS, tokens, List.of(TOTAL)));
  }

  public static CallFacts facts(CallId call, String tenant, CallContext context) {
    Grant grant =
        new Grant("k1", new Principal("someone"), new TenantId(tenant), new TeamId("support"));
    return new CallFacts(
        call,
        "chat",
        grant,
        "hmac:p1:" + "0f".repeat(32),
        context.subject().map(person -> "hmac:p1:" + "5f".repeat(32)).orElse(null),
        new ModelName("support"),
        context,
        "4bf92f3577b34da6a3ce929d0e0e4736");
  }

  public static AuditRecord.CallIntent intent(CallId call, String tenant, List<HoldLine> hold) {
    return intent(call, tenant, hold, List.of("tenant-allow"), CallContext.NONE);
  }

  public static AuditRecord.CallIntent intent(
      CallId call, String tenant, List<HoldLine> hold, List<String> rules, CallContext context) {
    return new AuditRecord.CallIntent(
        facts(call, tenant, context),
        SHA,
        rules,
        List.of(Verdict.pass("pii")),
        Map.of(ENDPOINT, "closed"),
        Map.of(),
        List.of(ENDPOINT),
        List.of(),
        hold,
        Instant.parse("2026-11-22T00:10:00Z"),
        null,
        null);
  }

  public static AuditRecord.CallAttempt attempt(CallId call, String tenant, List<HoldLine> hold) {
    return attempt(call, tenant, 2, hold);
  }

  public static AuditRecord.CallAttempt attempt(
      CallId call, String tenant, int number, List<HoldLine> hold) {
    return new AuditRecord.CallAttempt(
        call, new TenantId(tenant), number, ENDPOINT, List.of(), hold);
  }

  public static AuditRecord.CallHold more(CallId call, String tenant, List<HoldLine> hold) {
    return new AuditRecord.CallHold(call, new TenantId(tenant), hold);
  }

  public static AuditRecord.CallOutcome outcome(CallId call, String tenant, List<HoldLine> settle) {
    Money cost = new Money(42_000, Currency.USD);
    return outcome(call, tenant, new Cost(cost, UsageSource.REPORTED, SHA), settle);
  }

  public static AuditRecord.CallOutcome outcome(
      CallId call, String tenant, Cost cost, List<HoldLine> settle) {
    Attempt attempt =
        Attempt.builder(1, ENDPOINT)
            .host("127.0.0.1")
            .credential(new CredentialRef("sim-key", 1))
            .servedModel("small-1-2026")
            .providerRequestId("req_1")
            .httpStatus(200)
            .usage(Usage.of(120, 30, UsageSource.REPORTED))
            .cost(cost)
            .firstContent(Duration.ofMillis(120))
            .took(Duration.ofMillis(800))
            .build();
    return new AuditRecord.CallOutcome(
        call,
        new TenantId(tenant),
        OutcomeStatus.OK,
        null,
        List.of(attempt),
        settle,
        false,
        List.of(),
        FinishReason.STOP,
        null);
  }

  public static OperatorAct erasure(CallId call, String tenant) {
    return new OperatorAct(
        OperatorAct.Kind.ERASURE,
        new TenantId(tenant),
        Map.of("call", call.value()),
        new Ground("dpo", "request 4711"));
  }

  public static OperatorAct legalHold(String tenant) {
    return new OperatorAct(
        OperatorAct.Kind.ADMIN_CHANGE,
        new TenantId(tenant),
        Map.of("change", "legal_hold.add", "legal_hold", IDS.next()),
        new Ground("counsel", "case 12"));
  }

  public static AuditRecord.Incident elsewhere(CallId call, String tenant) {
    return new AuditRecord.Incident(
        call, new TenantId(tenant), IncidentKind.RESIDENCY, "eu-west", "eastus");
  }

  public static AuditRecord.CallDecision duplicate(
      CallId call, String tenant, CallId of, Money saved) {
    return new AuditRecord.CallDecision(
        facts(call, tenant, CallContext.NONE),
        SHA,
        DecisionKind.DUPLICATE,
        null,
        List.of(),
        of,
        saved);
  }

  public static AuditRecord.CallDecision denied(CallId call, String tenant) {
    return new AuditRecord.CallDecision(
        facts(call, tenant, CallContext.NONE),
        SHA,
        DecisionKind.DENIED,
        ErrorCode.DENIED,
        List.of("model-list"),
        null,
        null);
  }
}
