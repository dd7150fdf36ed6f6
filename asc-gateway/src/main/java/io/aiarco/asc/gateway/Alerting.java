package io.aiarco.asc.gateway;

import io.aiarco.asc.alert.Alert;
import io.aiarco.asc.alert.AlertKind;
import io.aiarco.asc.alert.AlertSink;
import io.aiarco.asc.alert.LogSink;
import io.aiarco.asc.alert.TelemetrySink;
import io.aiarco.asc.alert.Webhook;
import io.aiarco.asc.alert.WebhookSink;
import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.egress.Egress;
import io.aiarco.asc.gateway.compile.GatewayConfig;
import io.aiarco.asc.provider.http.EgressConfig;
import io.aiarco.asc.provider.http.OkHttpEgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Opens who is told of alerts: the program's log, OpenTelemetry, and the file's webhooks. */
final class Alerting {
  private Alerting() {}

  /** That the audit log is {@code state} now. */
  static Alert auditState(Journal journal, AuditState state, Instant now) {
    return new Alert(
        AlertKind.AUDIT_STATE,
        journal.origin(),
        "state",
        state.key(),
        AuditState.HEALTHY.key(),
        now);
  }

  /**
   * All of them as one. Opened before whatever may raise an alert, so that they are closed after
   * it; with a way out of their own, which the providers' load cannot fill.
   */
  static AlertSink open(GatewayConfig config, AscGatewayBuilder with, Closing closing) {
    List<AlertSink> sinks = new ArrayList<>();
    sinks.add(new LogSink());
    sinks.add(new TelemetrySink(with.telemetry()));
    if (!config.webhooks().isEmpty()) {
      Egress outside = OkHttpEgress.open(EgressConfig.STANDARD, with.clock());
      closing.first(outside::close);
      for (Webhook webhook : config.webhooks()) {
        sinks.add(new WebhookSink(webhook, outside, with.clock(), with.telemetry()));
      }
    }
    AlertSink all = AlertSink.all(sinks);
    closing.first(all::close);
    return all;
  }
}
