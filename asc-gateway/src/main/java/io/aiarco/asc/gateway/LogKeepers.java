package io.aiarco.asc.gateway;

import io.aiarco.asc.audit.anchor.AnchorPlan;
import io.aiarco.asc.audit.anchor.AnchorStatus;
import io.aiarco.asc.audit.anchor.Anchoring;
import io.aiarco.asc.audit.journal.CheckpointListener;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import io.aiarco.asc.audit.ship.ShipPlan;
import io.aiarco.asc.audit.ship.ShipStatus;
import io.aiarco.asc.audit.ship.Shipping;
import io.aiarco.asc.egress.Egress;
import io.aiarco.asc.gateway.compile.GatewayConfig;
import io.aiarco.asc.provider.http.EgressConfig;
import io.aiarco.asc.provider.http.OkHttpEgress;
import io.aiarco.asc.telemetry.AuditVitals;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Who keeps the audit log outside: its checkpoints, those of the registry, and its records. Closed
 * after the log, so that its last ones are carried too; with a way out of its own, which the
 * providers' load cannot fill and which is still open then. Thread-safe.
 */
record LogKeepers(
    Anchoring anchoring,
    Anchoring registry,
    Shipping shipping,
    LagWatch lag,
    Clock clock,
    AtomicReference<@Nullable Instant> signedAt)
    implements CheckpointListener {
  static LogKeepers open(GatewayConfig config, Clock clock, Closing closing) {
    List<AnchorPlan> anchors = new ArrayList<>();
    List<AnchorPlan> ofRegistry = new ArrayList<>();
    List<ShipPlan> sinks = new ArrayList<>();
    if (!config.anchors().isEmpty() || !config.sinks().isEmpty()) {
      Egress outside = OkHttpEgress.open(EgressConfig.STANDARD, clock);
      closing.first(outside::close);
      config.anchors().forEach(anchor -> anchors.add(anchor.plan(outside, clock)));
      config.anchors().forEach(anchor -> ofRegistry.add(anchor.plan(outside, clock)));
      config.sinks().forEach(sink -> sinks.add(sink.plan(outside, clock)));
    }
    LogKeepers keepers =
        new LogKeepers(
            new Anchoring(anchors, clock),
            new Anchoring(ofRegistry, clock),
            new Shipping(sinks, clock),
            new LagWatch(config.audit().lag()),
            clock,
            new AtomicReference<>());
    closing.first(keepers.shipping::close);
    closing.first(keepers.anchoring::close);
    closing.first(keepers.registry::close);
    return keepers;
  }

  /** Begins to carry. */
  void start(Journal journal) {
    anchoring.start(journal::anchored);
    registry.start(deposit -> {}); // anchor records tell of their own log alone
    shipping.start();
  }

  @Override
  public long neededFrom(Path folder) {
    return shipping.neededFrom(folder);
  }

  @Override
  public Optional<String> behind() {
    return lag.behind(shipping.status(), anchoring.status(), clock.instant());
  }

  @Override
  public void signed(SignedCheckpoint checkpoint) {
    signedAt.set(clock.instant());
    anchoring.signed(checkpoint);
    shipping.signed(checkpoint);
  }

  /** How the log and its copies are now. */
  AuditVitals vitals(Journal log) {
    Instant now = clock.instant();
    Map<String, AuditVitals.Sink> sinks = new HashMap<>();
    for (ShipStatus sink : shipping.status()) {
      Duration lag = since(sink.since(), now);
      sinks.put(
          sink.name(), new AuditVitals.Sink(sink.unshipped(), lag == null ? Duration.ZERO : lag));
    }
    Map<String, AuditVitals.Anchor> anchors = new HashMap<>();
    for (AnchorStatus anchor : anchoring.status()) {
      anchors.put(anchor.name(), new AuditVitals.Anchor(anchor.size(), since(anchor.at(), now)));
    }
    return new AuditVitals(
        log.state().severity(),
        log.recovered().orphans().size(),
        since(signedAt.get(), now),
        log.registryOwed(),
        sinks,
        anchors);
  }

  private static @Nullable Duration since(@Nullable Instant then, Instant now) {
    return then == null ? null : Duration.between(then, now);
  }
}
