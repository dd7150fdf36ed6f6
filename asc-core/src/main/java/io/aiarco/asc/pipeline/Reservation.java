package io.aiarco.asc.pipeline;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.IntentGate;
import io.aiarco.asc.audit.IntentPermit;
import io.aiarco.asc.audit.VolatileCalls;
import io.aiarco.asc.audit.WhenUnavailable;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.budget.RateLimitedException;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.route.FittedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Step 5: sets aside what is needed on every account at once, maybe after waiting for its turn,
 * writes the intent down and waits until it is durable; or, where the log refuses and the tenant
 * allows it, counts the call. Thread-safe.
 */
final class Reservation {
  /** How long after the deadline a dead process's hold may be resolved by rule. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final Components components;
  private final VolatileCalls volatiles;
  private final IntentGate gate;
  private final Turnstile turnstile;
  private final Estimates estimates;
  private final BudgetMetrics metrics;

  Reservation(Components components, VolatileCalls volatiles, Estimates estimates) {
    this.components = components;
    this.volatiles = volatiles;
    this.estimates = estimates;
    this.gate = new IntentGate(components.audit());
    this.metrics = new BudgetMetrics(components.telemetry());
    this.turnstile = new Turnstile(components.budgets());
  }

  /**
   * Past endpoints whose own accounts have no room, while the plan has others; and on overdrafts in
   * place of the caller's accounts without room, where it may draw on them.
   */
  Exchange.Held reserve(Exchange.Planned planned) {
    Instant expires = planned.received().deadline().at().plus(GRACE);
    Exchange.Planned open = planned;
    while (true) {
      HoldPlan plan = new HoldPlan(open, estimates);
      Hold hold;
      try {
        hold = turnstile.hold(open, plan.ofPlan(), expires);
      } catch (BudgetExhaustedException refused) {
        Exchange.Planned lacking = open;
        open =
            lacking
                .past(refused.account())
                .or(() -> lacking.drawing(refused.account()))
                .orElseThrow(() -> refused);
        continue;
      } catch (RateLimitedException refused) {
        open = open.past(refused.account()).orElseThrow(() -> refused);
        continue;
      }
      return held(open, plan, hold);
    }
  }

  private Exchange.Held held(Exchange.Planned planned, HoldPlan plan, Hold hold) {
    Exchange.Received received = planned.received();
    Meter meter =
        new Meter(
            planned.admitted().prices(),
            received.at(),
            received.telemetry(),
            received.request(),
            estimates,
            plan.isStrict());
    CallRecord record = planned.admitted().identified().record();
    Books books = new Books(components.budgets(), turnstile, gate, record, meter, metrics, hold);
    received.settlement().own(books::close); // at once: whatever fails from here on frees the hold
    publish(received.settlement(), plan.beyond());
    CallContent content = CallContent.begin(components, received, record.tenant());
    WhenUnavailable otherwise = received.snapshot().audit().whenUnavailable();
    // No commitment whose secrets could be lost.
    otherwise.await(content::awaitBegun, received.deadline(), components.clock());

    IntentGate.Pending pending =
        books.open(
            intent(planned, record, content, hold),
            content,
            volatiles,
            otherwise.volatility(record.tenant(), record.facts().context(), planned.limits()));
    long waitedFrom = System.nanoTime();
    IntentPermit permit = otherwise.await(pending::await, received.deadline(), components.clock());
    components.telemetry().auditWaited(Duration.ofNanos(System.nanoTime() - waitedFrom));
    return new Exchange.Held(planned, plan, books, permit);
  }

  private AuditRecord.CallIntent intent(
      Exchange.Planned planned, CallRecord record, CallContent content, Hold hold) {
    return new AuditRecord.CallIntent(
        record.facts(),
        planned.received().snapshot().revision().sha256(),
        rules(planned),
        planned.admitted().verdicts(),
        states(planned),
        planned.read(),
        planned.plan().endpoints().stream().map(ModelEndpoint::id).toList(),
        FittedRequest.dropped(planned.received().request(), planned.plan().endpoints().get(0)),
        hold.lines(),
        hold.expires(),
        record
            .facts()
            .context()
            .idempotencyKey()
            .map(key -> components.pseudonyms().of(record.tenant()).of("idempotency", key.value()))
            .orElse(null),
        content.prompt());
  }

  private void publish(Settlement settlement, Map<Unit, Long> beyond) {
    if (!beyond.isEmpty()) {
      metrics.begins(beyond);
      settlement.own(ending -> metrics.ends(beyond));
    }
  }

  private static List<String> rules(Exchange.Planned planned) {
    List<String> rules = new ArrayList<>(planned.admitted().decision().rules());
    planned.drawn().forEach(overdraft -> rules.addAll(overdraft.rules()));
    return rules;
  }

  private static Map<EndpointId, String> states(Exchange.Planned planned) {
    Map<EndpointId, String> states = new LinkedHashMap<>();
    planned.states().forEach((endpoint, state) -> states.put(endpoint, state.key()));
    return states;
  }
}
