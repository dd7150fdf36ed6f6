package io.aiarco.asc.telemetry;

import java.util.List;

/** ASC's own names in spans and metrics, all under {@code asc.}. */
public final class MetricNames {
  /** Counter: calls that ended, by operation and {@code error.type}. */
  public static final String CALLS = "asc.calls";

  /** Counter: attempts, by provider, model, region and failure class as {@code error.type}. */
  public static final String ATTEMPTS = "asc.attempts";

  /** Counter: calls that went on to another endpoint, by the endpoint they went to. */
  public static final String FALLBACKS = "asc.fallbacks";

  /** Counter: calls ended before anything was sent, by {@link #DECISION} and {@code error.type}. */
  public static final String DENIALS = "asc.denials";

  /** Counter: what providers contradicted, by endpoint and {@link #INCIDENT}. */
  public static final String INCIDENTS = "asc.incidents";

  /** Counter: changes of an endpoint's breaker, by endpoint, {@link #FROM} and {@link #TO}. */
  public static final String BREAKER_TRANSITIONS = "asc.breaker.transitions";

  /** Counter: what calls held when they ended, by {@link #UNIT}; money in the currency's unit. */
  public static final String BUDGET_HELD = "asc.budget.held";

  /** Counter: what the same calls were charged, by {@link #UNIT}. */
  public static final String BUDGET_SPENT = "asc.budget.spent";

  /** Counter: what calls were charged beyond what they held, by {@link #UNIT}. */
  public static final String BUDGET_OVERRUN = "asc.budget.overrun";

  /**
   * Up-down counter: what calls in flight could use beyond what they hold, by {@link #UNIT}; 0 when
   * all limits are strict.
   */
  public static final String BUDGET_EXPOSURE = "asc.budget.exposure";

  /** Attribute: what a budget counts, a currency or {@code tok}. */
  public static final String UNIT = "asc.budget.unit";

  /** Histogram and span attribute: seconds a call waited for its turn among parallel calls. */
  public static final String QUEUE_WAIT = "asc.queue.wait";

  /** Histogram: seconds a call waited for its audit record to be durable. */
  public static final String AUDIT_WAIT = "asc.audit.wait";

  /** Gauge: the audit log's state, from 0 healthy to 4 refusing. */
  public static final String AUDIT_STATE = "asc.audit.state";

  /** Counter: states that began or ended, by {@link #STATE} and {@link #CHANGE}. */
  public static final String AUDIT_CHANGES = "asc.audit.changes";

  /** Counter: calls that went on without a record, as their tenants allow. */
  public static final String AUDIT_UNRECORDED = "asc.audit.unrecorded";

  /** Gauge: calls of dead processes that the opening of the audit log ended. */
  public static final String AUDIT_ORPHANS = "asc.audit.orphans";

  /** Gauge: seconds since the audit log's newest checkpoint. */
  public static final String AUDIT_CHECKPOINT_AGE = "asc.audit.checkpoint.age";

  /** Gauge: records about its logs that the registry of the root does not have yet. */
  public static final String AUDIT_REGISTRY_OWED = "asc.audit.registry.owed";

  /** Gauge: signed records that a sink is not known to have, by {@link #SINK}. */
  public static final String AUDIT_UNSHIPPED = "asc.audit.unshipped";

  /** Gauge: seconds since the first of these was signed, by {@link #SINK}; 0 without any. */
  public static final String AUDIT_LAG = "asc.audit.ingestion.lag";

  /** Gauge: records below an anchor's last deposit, by {@link #ANCHOR}. */
  public static final String AUDIT_ANCHORED = "asc.audit.anchored";

  /** Gauge: seconds since that deposit, by {@link #ANCHOR}. */
  public static final String AUDIT_ANCHOR_AGE = "asc.audit.anchor.age";

  /** Counter: alerts, by {@link #ALERT_KIND}. */
  public static final String ALERTS = "asc.alerts";

  /** Counter: alerts that a webhook did not take, by {@link #ALERT_WEBHOOK}. */
  public static final String ALERTS_DROPPED = "asc.alerts.dropped";

  /** Attribute: what an alert is about, one of a few words. */
  public static final String ALERT_KIND = "asc.alert.kind";

  /** Attribute: a webhook, by the operator's name. */
  public static final String ALERT_WEBHOOK = "asc.alert.webhook";

  /** Event: one alert, with its message as the body. */
  public static final String ALERT_EVENT = "asc.alert";

  /** Attribute of the event: whom it concerns, such as an account. Never on a metric. */
  public static final String ALERT_SUBJECT = "asc.alert.subject";

  /** Attribute of the event: what was looked at. */
  public static final String ALERT_WHAT = "asc.alert.what";

  /** Attribute: a state of the audit log, such as {@code refusing}. */
  public static final String STATE = "asc.audit.state";

  /** Attribute: {@code begin} or {@code end}. */
  public static final String CHANGE = "asc.audit.change";

  /** Attribute: a sink of the audit log, by the operator's name. */
  public static final String SINK = "asc.audit.sink";

  /** Attribute: an anchor of the audit log, by the operator's name. */
  public static final String ANCHOR = "asc.audit.anchor";

  /** Span attribute: the call's id in the audit log. */
  public static final String CALL_ID = "asc.call.id";

  /** Span attribute: who pays. Never on a metric. */
  public static final String TENANT = "asc.tenant";

  /** Attribute: which attempt of a call, from 1. */
  public static final String ATTEMPT = "asc.attempt";

  /** Attribute: where an endpoint processes data. */
  public static final String REGION = "asc.region";

  /** Attribute: the kind of refusal. */
  public static final String DECISION = "asc.decision";

  /** Attribute: the kind of incident. */
  public static final String INCIDENT = "asc.incident";

  /** Attribute: the breaker's state before. */
  public static final String FROM = "asc.breaker.from";

  /** Attribute: the breaker's state after. */
  public static final String TO = "asc.breaker.to";

  /** Bucket bounds for {@link #AUDIT_WAIT}: from a memory write to a disk in trouble. */
  static final List<Double> AUDIT_WAIT_BUCKETS =
      List.of(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0);

  private MetricNames() {}
}
