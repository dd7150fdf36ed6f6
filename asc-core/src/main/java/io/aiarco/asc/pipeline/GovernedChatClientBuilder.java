package io.aiarco.asc.pipeline;

import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.ContentStore;
import io.aiarco.asc.audit.InMemoryAuditLog;
import io.aiarco.asc.audit.InMemoryContentStore;
import io.aiarco.asc.audit.PseudonymKeys;
import io.aiarco.asc.audit.Pseudonyms;
import io.aiarco.asc.breaker.BreakerConfig;
import io.aiarco.asc.breaker.CircuitBreakers;
import io.aiarco.asc.budget.BudgetLedger;
import io.aiarco.asc.budget.InMemoryBudgetLedger;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.chat.ReplyReader;
import io.aiarco.asc.credential.CredentialSource;
import io.aiarco.asc.credential.InMemoryCredentials;
import io.aiarco.asc.idempotency.IdempotencyLedger;
import io.aiarco.asc.idempotency.InMemoryIdempotencyLedger;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.CallerVerifier;
import io.aiarco.asc.provider.ChatProvider;
import io.aiarco.asc.provider.Timeouts;
import io.aiarco.asc.route.FailoverRules;
import io.aiarco.asc.snapshot.Snapshot;
import io.aiarco.asc.telemetry.Telemetry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link GovernedChatClient} together: one method per part. Left out, a part lives in this
 * process and forgets with it, which suits tests and trials; {@code AscGateway} fills all of them
 * from a file. Single-thread.
 */
public final class GovernedChatClientBuilder {
  private static final Duration REMEMBERED = Duration.ofHours(24);
  private static final int REMEMBERED_KEYS = 10_000;

  private final CallerVerifier verifier;
  private final Supplier<Snapshot> snapshots;
  private final Map<ProviderId, ChatProvider> providers = new LinkedHashMap<>();
  private final RandomGenerator random = new SecureRandom();
  private CredentialSource credentials = new InMemoryCredentials();
  private AuditLog audit = new InMemoryAuditLog();
  private ContentStore contents = new InMemoryContentStore();
  private FailoverRules failover = FailoverRules.STANDARD;
  private Timeouts timeouts = Timeouts.STANDARD;
  private Telemetry telemetry = Telemetry.none();
  private Clock clock = Clock.systemUTC();
  private @Nullable ReplyReader replies;
  private @Nullable BudgetLedger budgets;
  private @Nullable IdempotencyLedger idempotency;
  private @Nullable CircuitBreakers breakers;
  private @Nullable PseudonymKeys pseudonyms;
  private @Nullable Executor executor;

  GovernedChatClientBuilder(CallerVerifier verifier, Supplier<Snapshot> snapshots) {
    this.verifier = Objects.requireNonNull(verifier, "verifier");
    this.snapshots = Objects.requireNonNull(snapshots, "snapshots");
  }

  /** Where requests can go. The client does not close them. */
  public GovernedChatClientBuilder providers(Collection<? extends ChatProvider> providers) {
    for (ChatProvider provider : providers) {
      if (this.providers.put(provider.id(), provider) != null) {
        throw new IllegalArgumentException(
            "provider: " + provider.id() + " twice (expected: each name once)");
      }
    }
    return this;
  }

  /** Where provider credentials come from. */
  public GovernedChatClientBuilder credentials(CredentialSource credentials) {
    this.credentials = credentials;
    return this;
  }

  /** Who keeps the budgets. Give it the snapshot's limits, and what the log recovered, first. */
  public GovernedChatClientBuilder budgets(BudgetLedger budgets) {
    this.budgets = budgets;
    return this;
  }

  /** Where calls are written down. The client does not close it. */
  public GovernedChatClientBuilder audit(AuditLog audit) {
    this.audit = audit;
    return this;
  }

  /**
   * Where prompts and replies are kept, of tenants whose modes ask for it. The client does not
   * close it.
   */
  public GovernedChatClientBuilder contents(ContentStore contents) {
    this.contents = contents;
    return this;
  }

  /** Who remembers idempotency keys. */
  public GovernedChatClientBuilder idempotency(IdempotencyLedger idempotency) {
    this.idempotency = idempotency;
    return this;
  }

  /** Who takes failing endpoints out. */
  public GovernedChatClientBuilder breakers(CircuitBreakers breakers) {
    this.breakers = breakers;
    return this;
  }

  /** What moves a call to the next endpoint. */
  public GovernedChatClientBuilder failover(FailoverRules failover) {
    this.failover = failover;
    return this;
  }

  /** How long calls may take. */
  public GovernedChatClientBuilder timeouts(Timeouts timeouts) {
    this.timeouts = timeouts;
    return this;
  }

  /** Where spans and metrics go. */
  public GovernedChatClientBuilder telemetry(Telemetry telemetry) {
    this.telemetry = telemetry;
    return this;
  }

  /** Who takes apart what is to be a record. Left out: a call that asks for one is refused. */
  public GovernedChatClientBuilder replies(ReplyReader replies) {
    this.replies = replies;
    return this;
  }

  /** What persons are called in the log. Left out: by a key nobody keeps. */
  public GovernedChatClientBuilder pseudonyms(PseudonymKeys pseudonyms) {
    this.pseudonyms = pseudonyms;
    return this;
  }

  /** The time. */
  public GovernedChatClientBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Where asynchronous and published calls run; each occupies a thread while it lasts. Left out:
   * virtual threads on JDK 21 and later, else at most 256 daemon threads.
   */
  public GovernedChatClientBuilder executor(Executor executor) {
    this.executor = executor;
    return this;
  }

  /** The client of one caller; see {@link GovernedChatClient#as} for more of them. */
  public GovernedChatClient build(CallerCredential caller) {
    Objects.requireNonNull(caller, "caller");
    Components components =
        new Components(
            verifier,
            snapshots,
            providers,
            credentials,
            budgets == null ? InMemoryBudgetLedger.create(snapshots.get().limits()) : budgets,
            audit,
            contents,
            idempotency == null
                ? InMemoryIdempotencyLedger.create(clock, REMEMBERED, REMEMBERED_KEYS)
                : idempotency,
            breakers == null ? CircuitBreakers.create(BreakerConfig.STANDARD, clock) : breakers,
            failover,
            timeouts,
            telemetry,
            pseudonyms == null ? ephemeral() : pseudonyms,
            clock,
            random);
    CallThreads threads = executor == null ? CallThreads.open() : CallThreads.of(executor);
    return new GovernedChatClient(
        new CallPath(components), threads, new RecordReader(replies), caller);
  }

  private static PseudonymKeys ephemeral() {
    Pseudonyms all = Pseudonyms.ephemeral();
    return tenant -> all;
  }
}
