package io.aiarco.asc.audit.spend;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.OutcomeStatus;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.testkit.time.FakeClock;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A journal of calls that somebody paid for. Single-thread. */
final class SpendLog implements AutoCloseable {
  static final Instant BEGIN = Instant.parse("2026-11-24T22:30:00Z");

  private final FakeClock clock = FakeClock.at(BEGIN);
  private final Path folder;
  private final Journal journal;

  SpendLog(Path folder) {
    this.folder = folder;
    this.journal =
        Journal.open(Logs.config(folder).clock(clock).segment(6_000, Duration.ofHours(1)).build());
  }

  Path audit() {
    return folder.resolve("audit");
  }

  FakeClock clock() {
    return clock;
  }

  /** A call that is sent and ends. */
  CallId call(String tenant, String feature, long chargedNanos, Attempt... attempts) {
    CallId call = open(tenant, feature, 2 * chargedNanos + 1);
    end(call, tenant, chargedNanos, attempts);
    return call;
  }

  CallId open(String tenant, String feature, long heldNanos) {
    CallId call = Records.call();
    CallContext context = CallContext.NONE.toBuilder().tag("feature", feature).build();
    List<HoldLine> hold = Records.hold(heldNanos, 1_000);
    journal.append(Records.intent(call, tenant, hold, List.of("rule"), context)).await(soon());
    return call;
  }

  void end(CallId call, String tenant, long chargedNanos, Attempt... attempts) {
    List<HoldLine> settle =
        chargedNanos == 0 ? List.of() : Records.settle(chargedNanos, 10L * attempts.length);
    boolean ok = attempts[attempts.length - 1].failure().isEmpty();
    journal
        .append(
            new AuditRecord.CallOutcome(
                call,
                new TenantId(tenant),
                ok ? OutcomeStatus.OK : OutcomeStatus.FAILED,
                ok ? null : ErrorCode.PROVIDER,
                List.of(attempts),
                settle,
                false,
                List.of(),
                FinishReason.STOP,
                null))
        .await(soon());
  }

  void duplicate(String tenant, CallId of, long savedNanos) {
    Money saved = new Money(savedNanos, Currency.USD);
    journal.append(Records.duplicate(Records.call(), tenant, of, saved)).await(soon());
  }

  void denied(String tenant) {
    journal.append(Records.denied(Records.call(), tenant)).await(soon());
  }

  /** An attempt that answered, for {@code nanos} of a currency. */
  static Attempt ok(String provider, String model, long nanos, String currency) {
    return attempt(provider, model)
        .usage(usage(UsageSource.REPORTED))
        .cost(cost(nanos, currency, UsageSource.REPORTED))
        .providerRequestId("req-" + nanos)
        .build();
  }

  /** One that broke off and was charged at its bound. */
  static Attempt broken(String provider, String model, long nanos) {
    return attempt(provider, model)
        .failure(FailureClass.TRUNCATED)
        .usage(usage(UsageSource.ESTIMATED))
        .cost(cost(nanos, "USD", UsageSource.ESTIMATED))
        .build();
  }

  /** One that provably was not billed. */
  static Attempt refused(String provider, String model) {
    return attempt(provider, model).failure(FailureClass.RATE_LIMITED).build();
  }

  private static Attempt.Builder attempt(String provider, String model) {
    EndpointId endpoint =
        new EndpointId(new ProviderId(provider), new ModelName(model), new Region("eu-central"));
    return Attempt.builder(1, endpoint);
  }

  private static Usage usage(UsageSource source) {
    return Usage.builder(source)
        .tokens(TokenClass.INPUT, 7)
        .tokens(TokenClass.CACHE_READ, 1)
        .tokens(TokenClass.OUTPUT, 2)
        .build();
  }

  private static Cost cost(long nanos, String currency, UsageSource source) {
    return new Cost(new Money(nanos, new Currency(currency)), source, Records.SHA);
  }

  private Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20), clock);
  }

  @Override
  public void close() {
    journal.close();
  }
}
