package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.CallFacts;
import io.aiarco.asc.audit.OutcomeStatus;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.call.Ulid;
import io.aiarco.asc.identity.Grant;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A log of several short segments, whose calls charged tokens. */
final class ChargedLog {
  private static final EndpointId ENDPOINT =
      new EndpointId(new ProviderId("sim"), new ModelName("small"), new Region("eu-west"));
  private static final Account ACCOUNT = new Account(Unit.TOKENS, "tenant/acme", "total~always");

  private ChargedLog() {}

  /** Writes it below {@code folder}; the folder of all writers. */
  static Path write(Path folder) {
    Clock clock = Clock.systemUTC();
    Ulid ids = new Ulid(clock, new SecureRandom());
    Path audit = folder.resolve("audit");
    try (Journal journal =
        Journal.open(
            JournalConfig.builder(audit, "gw", "example.com", "local")
                .segment(4_000, Duration.ofHours(1))
                .build())) {
      for (int i = 0; i < 8; i++) {
        CallId call = new CallId(ids.next());
        journal.append(intent(call, clock));
        journal.append(outcome(call)).await(Deadline.after(Duration.ofSeconds(20), clock));
      }
    }
    return audit;
  }

  private static AuditRecord intent(CallId call, Clock clock) {
    Grant grant = new Grant("k1", new Principal("someone"), new TenantId("acme"), null);
    return new AuditRecord.CallIntent(
        new CallFacts(
            call,
            "chat",
            grant,
            "hmac:p1:" + "0f".repeat(32),
            null,
            new ModelName("support"),
            CallContext.NONE,
            ""),
        "0".repeat(64),
        List.of(),
        List.of(),
        Map.of(),
        Map.of(),
        List.of(ENDPOINT),
        List.of(),
        List.of(new HoldLine(Unit.TOKENS, 20, List.of(ACCOUNT))),
        clock.instant().plus(Duration.ofMinutes(10)),
        null,
        null);
  }

  private static AuditRecord outcome(CallId call) {
    return new AuditRecord.CallOutcome(
        call,
        new TenantId("acme"),
        OutcomeStatus.OK,
        null,
        List.of(),
        List.of(new HoldLine(Unit.TOKENS, 9, List.of(ACCOUNT))),
        false,
        List.of(),
        null,
        null);
  }
}
