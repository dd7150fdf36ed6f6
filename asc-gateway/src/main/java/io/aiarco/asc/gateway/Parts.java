package io.aiarco.asc.gateway;

import io.aiarco.asc.alert.AlertSink;
import io.aiarco.asc.alert.BudgetWatch;
import io.aiarco.asc.alert.ToldAlerts;
import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.ContentModes;
import io.aiarco.asc.audit.ContentStore;
import io.aiarco.asc.audit.InMemoryContentStore;
import io.aiarco.asc.audit.PseudonymKeys;
import io.aiarco.asc.audit.content.ContentFiles;
import io.aiarco.asc.audit.content.KeyFile;
import io.aiarco.asc.audit.content.PseudonymFiles;
import io.aiarco.asc.audit.custody.Custody;
import io.aiarco.asc.audit.custody.CustodyDesk;
import io.aiarco.asc.audit.custody.HeldRecords;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import io.aiarco.asc.breaker.CircuitBreakers;
import io.aiarco.asc.budget.BudgetLedger;
import io.aiarco.asc.budget.InMemoryBudgetLedger;
import io.aiarco.asc.egress.Egress;
import io.aiarco.asc.gateway.compile.GatewayConfig;
import io.aiarco.asc.idempotency.InMemoryIdempotencyLedger;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKeyVerifier;
import io.aiarco.asc.pipeline.GovernedChatClient;
import io.aiarco.asc.provider.ChatProvider;
import io.aiarco.asc.provider.http.EgressConfig;
import io.aiarco.asc.provider.http.HttpChatProvider;
import io.aiarco.asc.provider.http.OkHttpEgress;
import io.aiarco.asc.provider.http.ProviderConfig;
import io.aiarco.asc.snapshot.Snapshot;
import io.aiarco.asc.wire.JsonReplyReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The parts of one gateway, opened. They outlive a configuration: only the snapshot is swapped.
 * Immutable; the parts are thread-safe.
 */
record Parts(
    GatewayConfig config,
    AscGatewayBuilder with,
    AuditLog audit,
    ContentStore contents,
    PseudonymKeys pseudonyms,
    BudgetLedger budgets,
    CircuitBreakers breakers,
    List<ChatProvider> providers) {
  /** Opens all of them and hands each to {@code closing} at once, so that none leaks. */
  static Parts open(GatewayConfig config, AscGatewayBuilder with, Closing closing) {
    AlertSink alerts = Alerting.open(config, with, closing);
    Path root = config.data().resolve("audit");
    Path keys = config.data().resolve("keys");
    LogKeepers keepers = LogKeepers.open(config, with.clock(), closing);
    HeldRecords held = new HeldRecords(root, config.audit().fallback());
    JournalConfig.Builder log =
        JournalConfig.builder(
                root, config.instance(), config.audit().domain(), config.audit().region())
            .keys(keys)
            .clock(with.clock())
            .accountsKept(config.limits().longestWindow())
            .singleWriter(!config.limits().all().isEmpty())
            .retention(config.audit().retention(), held)
            .listener(keepers)
            .registryListener(keepers.registry());
    Path fallback = config.audit().fallback();
    if (fallback != null) {
      log.fallback(fallback);
    }
    Journal journal = Journal.open(log.build());
    closing.first(journal::close);
    keepers.start(journal);
    closing.first(with.telemetry().watchAudit(() -> keepers.vitals(journal)));
    journal.onStateChange(
        (state, holds) -> {
          with.telemetry().auditChanged(state.key(), holds);
          if (holds) {
            alerts.tell(Alerting.auditState(journal, state, with.clock().instant()));
          }
        });
    Custody custody = Custody.of(journal, config.data(), fallback, with.clock(), held::changed);
    closing.first(CustodyDesk.open(config.data(), custody)::close);
    ContentStore contents = contents(config, journal, keys, with.clock());
    closing.first(contents::close);

    BudgetLedger budgets = InMemoryBudgetLedger.create(config.limits(), with.clock());
    budgets.restore(journal.recovered().balances());
    ToldAlerts told = ToldAlerts.open(config.data().resolve("told-alerts"));
    BudgetWatching watching =
        BudgetWatching.start(new BudgetWatch(config::limits, budgets, with.clock(), alerts, told));
    closing.first(watching::close);

    Egress egress = OkHttpEgress.open(EgressConfig.STANDARD, with.clock());
    closing.first(egress::close);
    List<ChatProvider> providers = new ArrayList<>();
    for (ProviderConfig provider : config.providers()) {
      ChatProvider opened = new HttpChatProvider(provider, egress, with.clock());
      closing.first(opened::close);
      providers.add(opened);
    }

    CircuitBreakers breakers = CircuitBreakers.create(config.breaker(), with.clock());
    breakers.onStateChange(
        (endpoint, from, to) ->
            with.telemetry().breakerChanged(endpoint, from.toString(), to.toString()));
    PseudonymKeys pseudonyms = new PseudonymFiles(keys);
    config.tenants().forEach(pseudonyms::of); // so that no call waits for a key to be made
    return new Parts(
        config, with, journal, contents, pseudonyms, budgets, breakers, List.copyOf(providers));
  }

  /** Where content is kept, if any tenant's is; else no file and no key is made for it. */
  private static ContentStore contents(
      GatewayConfig config, Journal journal, Path keys, Clock clock) {
    if (config.auditRules().contents().values().stream().allMatch(ContentModes.NONE::equals)) {
      return new InMemoryContentStore();
    }
    Path folder = config.data().resolve("content").resolve(journal.writer());
    return ContentFiles.open(folder, journal::origin, KeyFile.open(keys), clock);
  }

  GovernedChatClient client(Supplier<Snapshot> snapshots, CallerCredential caller) {
    return GovernedChatClient.builder(ApiKeyVerifier.create(config.keys(), with.clock()), snapshots)
        .providers(providers)
        .credentials(config.credentials())
        .budgets(budgets)
        .audit(audit)
        .contents(contents)
        .idempotency(
            InMemoryIdempotencyLedger.create(
                with.clock(), config.idempotency().window(), config.idempotency().maxEntries()))
        .breakers(breakers)
        .failover(config.route().failover())
        .timeouts(config.route().timeouts())
        .telemetry(with.telemetry())
        .pseudonyms(pseudonyms)
        .replies(new JsonReplyReader())
        .clock(with.clock())
        .build(caller);
  }
}
