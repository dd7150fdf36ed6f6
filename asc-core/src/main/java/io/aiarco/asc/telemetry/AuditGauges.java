package io.aiarco.asc.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The metrics that are read off an audit log whenever somebody collects them. Thread-safe. */
final class AuditGauges {
  private static final AttributeKey<String> SINK = AttributeKey.stringKey(MetricNames.SINK);
  private static final AttributeKey<String> ANCHOR = AttributeKey.stringKey(MetricNames.ANCHOR);

  private final ObservableLongMeasurement state;
  private final ObservableLongMeasurement orphans;
  private final ObservableDoubleMeasurement checkpointAge;
  private final ObservableLongMeasurement registryOwed;
  private final ObservableLongMeasurement unshipped;
  private final ObservableDoubleMeasurement lag;
  private final ObservableLongMeasurement anchored;
  private final ObservableDoubleMeasurement anchorAge;

  private AuditGauges(Meter meter) {
    this.state = count(meter, MetricNames.AUDIT_STATE, "0 healthy to 4 refusing", "1");
    this.orphans =
        count(meter, MetricNames.AUDIT_ORPHANS, "Calls ended for dead processes", "{call}");
    this.checkpointAge =
        seconds(meter, MetricNames.AUDIT_CHECKPOINT_AGE, "Since the newest checkpoint");
    this.registryOwed =
        count(meter, MetricNames.AUDIT_REGISTRY_OWED, "Records the registry lacks", "{record}");
    this.unshipped =
        count(meter, MetricNames.AUDIT_UNSHIPPED, "Signed records a sink lacks", "{record}");
    this.lag = seconds(meter, MetricNames.AUDIT_LAG, "Since the first of them was signed");
    this.anchored =
        count(meter, MetricNames.AUDIT_ANCHORED, "Records below the last deposit", "{record}");
    this.anchorAge = seconds(meter, MetricNames.AUDIT_ANCHOR_AGE, "Since the last deposit");
  }

  /** Begins; what is returned ends it. */
  static Runnable watch(Meter meter, Supplier<AuditVitals> vitals) {
    AuditGauges gauges = new AuditGauges(meter);
    BatchCallback watch =
        meter.batchCallback(
            () -> gauges.read(vitals.get()),
            gauges.state,
            gauges.orphans,
            gauges.checkpointAge,
            gauges.registryOwed,
            gauges.unshipped,
            gauges.lag,
            gauges.anchored,
            gauges.anchorAge);
    return watch::close;
  }

  private void read(AuditVitals vitals) {
    state.record(vitals.state());
    orphans.record(vitals.orphans());
    age(checkpointAge, vitals.checkpointAge(), Attributes.empty());
    registryOwed.record(vitals.registryOwed());
    vitals
        .sinks()
        .forEach(
            (name, sink) -> {
              unshipped.record(sink.unshipped(), Attributes.of(SINK, name));
              age(lag, sink.lag(), Attributes.of(SINK, name));
            });
    vitals
        .anchors()
        .forEach(
            (name, anchor) -> {
              anchored.record(anchor.size(), Attributes.of(ANCHOR, name));
              age(anchorAge, anchor.age(), Attributes.of(ANCHOR, name));
            });
  }

  private static void age(
      ObservableDoubleMeasurement gauge, @Nullable Duration age, Attributes attributes) {
    if (age != null) {
      gauge.record(Instruments.seconds(age), attributes);
    }
  }

  private static ObservableLongMeasurement count(
      Meter meter, String name, String description, String unit) {
    return meter
        .gaugeBuilder(name)
        .ofLongs()
        .setDescription(description)
        .setUnit(unit)
        .buildObserver();
  }

  private static ObservableDoubleMeasurement seconds(Meter meter, String name, String description) {
    return meter.gaugeBuilder(name).setDescription(description).setUnit("s").buildObserver();
  }
}
