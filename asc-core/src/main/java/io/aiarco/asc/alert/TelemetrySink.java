package io.aiarco.asc.alert;

import io.aiarco.asc.telemetry.Telemetry;

/**
 * Tells OpenTelemetry: the counter {@code asc.alerts} by kind, and one event {@code asc.alert} with
 * the rest, since subjects are too many for a metric. Thread-safe.
 */
public final class TelemetrySink implements AlertSink {
  private final Telemetry telemetry;

  /** A sink. */
  public TelemetrySink(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  @Override
  public void tell(Alert alert) {
    telemetry.alerted(
        alert.kind().key(), alert.subject(), alert.what(), alert.message(), alert.at());
  }

  @Override
  public String toString() {
    return "telemetry";
  }
}
