package io.aiarco.asc.pipeline;

import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.ContentStore;
import io.aiarco.asc.audit.PseudonymKeys;
import io.aiarco.asc.breaker.CircuitBreakers;
import io.aiarco.asc.budget.BudgetLedger;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.credential.CredentialSource;
import io.aiarco.asc.idempotency.IdempotencyLedger;
import io.aiarco.asc.identity.CallerVerifier;
import io.aiarco.asc.provider.ChatProvider;
import io.aiarco.asc.provider.Timeouts;
import io.aiarco.asc.route.FailoverRules;
import io.aiarco.asc.snapshot.Snapshot;
import io.aiarco.asc.telemetry.Telemetry;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What the path is made of, all of it chosen. Immutable. */
record Components(
    CallerVerifier verifier,
    Supplier<Snapshot> snapshots,
    Map<ProviderId, ChatProvider> providers,
    CredentialSource credentials,
    BudgetLedger budgets,
    AuditLog audit,
    ContentStore contents,
    IdempotencyLedger idempotency,
    CircuitBreakers breakers,
    FailoverRules failover,
    Timeouts timeouts,
    Telemetry telemetry,
    PseudonymKeys pseudonyms,
    Clock clock,
    RandomGenerator random) {
  Components {
    providers = Map.copyOf(providers);
  }
}
