package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.BalanceFold;
import io.aiarco.asc.audit.CallFacts;
import io.aiarco.asc.audit.format.HoldLines;
import io.aiarco.asc.audit.format.Instants;
import io.aiarco.asc.audit.format.RecordJson;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.policy.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Spells records of calls: keys, cuts and what they do to balances. Thread-safe. */
final class CallDrafts {
  /** What a record's place may add to its draft: see {@link Chain}. */
  private static final int SPLICED_BYTES = 64 + 32 + 26 + 3 * 16;

  private static final int EPOCH_BYTES = 17;

  private final int originBytes;
  private final Clock clock;

  /** Records of any epoch of the writer whose key has this name. */
  CallDrafts(String keyName, Clock clock) {
    this.originBytes = Chain.spelled(keyName).length + EPOCH_BYTES;
    this.clock = clock;
  }

  /** {@code taker}: how the log is that takes it. */
  Draft intent(AuditRecord.CallIntent intent, AuditState taker) {
    HoldLines.requireFits("hold", intent.hold());
    CallFacts facts = intent.facts();
    String tenant = facts.grant().tenant().value();
    return fitted(
        cut -> {
          Draft.Writer draft = writer("call.intent", tenant);
          draft.text("call", facts.call().value());
          draft.text("caller", cut.text(facts.grant().caller()));
          draft.text("class", facts.context().dataClass().map(Object::toString).orElse(null));
          draft.text("deg", taker == AuditState.HEALTHY ? null : taker.key());
          words(draft, "dropped", intent.dropped());
          draft.text("expires", Instants.text(intent.expires()));
          cut.map(draft, "facts", intent.read());
          cut.list(draft, "guards", intent.guards(), CallDrafts::guard);
          draft.hold("hold", intent.hold());
          draft.text("idem", intent.idempotency());
          draft.text("model", cut.text(facts.model().toString()));
          draft.text("op", facts.op());
          cut.list(draft, "plan", intent.plan(), CallDrafts::endpoint);
          draft.text("policy", intent.policy());
          draft.text("principal", facts.principal());
          draft.text("prompt_c", intent.prompt());
          draft.text("purpose", facts.context().purpose().map(cut::text).orElse(null));
          cut.list(draft, "rules", intent.rules(), (json, rule) -> json.value(cut.text(rule)));
          cut.map(draft, "states", intent.states());
          draft.text("subject", facts.subject());
          cut.map(draft, "tags", facts.context().tags().values());
          draft.text("team", facts.grant().team().map(Object::toString).orElse(null));
          trace(draft, cut, facts);
          draft.text("workload", facts.context().workload().map(Object::toString).orElse(null));
          return draft.finish(
              state ->
                  state
                      .fold()
                      .intent(
                          facts.call(), facts.grant().tenant(), intent.expires(), intent.hold()));
        });
  }

  Draft attempt(AuditRecord.CallAttempt attempt) {
    HoldLines.requireFits("hold", attempt.hold());
    Draft.Writer draft = writer("call.attempt", attempt.tenant().value());
    draft.name("attempt").value(attempt.attempt());
    draft.text("call", attempt.call().value());
    words(draft, "dropped", attempt.dropped());
    draft.text("endpoint", attempt.endpoint().toString());
    draft.hold("hold", attempt.hold());
    return draft.finish(state -> state.fold().extend(attempt.call(), attempt.hold()));
  }

  Draft hold(AuditRecord.CallHold more) {
    HoldLines.requireFits("hold", more.hold());
    Draft.Writer draft = writer("call.hold", more.tenant().value());
    draft.text("call", more.call().value());
    draft.hold("hold", more.hold());
    return draft.finish(state -> state.fold().extend(more.call(), more.hold()));
  }

  /** {@code over}: whether some account is charged above what the call held on it. */
  Draft outcome(AuditRecord.CallOutcome outcome, boolean over) {
    List<HoldLine> settle = charged(outcome.settle());
    HoldLines.requireFits("settle", settle);
    return fitted(
        cut -> {
          Draft.Writer draft = writer("call.outcome", outcome.tenant().value());
          cut.list(draft, "attempts", outcome.attempts(), new Attempts(cut)::write);
          draft.text("call", outcome.call().value());
          words(draft, "cleaned", outcome.cleaned());
          if (outcome.code() != null) {
            draft.text("code", outcome.code().code());
          }
          if (outcome.finish() != null) {
            draft.text("finish", outcome.finish().name().toLowerCase(Locale.ROOT));
          }
          if (over) {
            draft.name("over").value(true);
          }
          draft.text("resp_c", outcome.reply());
          draft.hold("settle", settle);
          draft.text("status", outcome.status().key());
          return draft.finish(state -> state.fold().end(outcome.call(), settle));
        });
  }

  Draft decision(AuditRecord.CallDecision decision) {
    CallFacts facts = decision.facts();
    return fitted(
        cut -> {
          Draft.Writer draft = writer("decision", facts.grant().tenant().value());
          draft.text("call", facts.call().value());
          draft.text("caller", cut.text(facts.grant().caller()));
          draft.text("class", facts.context().dataClass().map(Object::toString).orElse(null));
          if (decision.code() != null) {
            draft.text("code", decision.code().code());
          }
          draft.text("decision", decision.decision().key());
          draft.text("model", cut.text(facts.model().toString()));
          CallId of = decision.of();
          draft.text("of", of == null ? null : of.value());
          draft.text("policy", decision.policy());
          draft.text("principal", facts.principal());
          cut.list(draft, "rules", decision.rules(), (json, rule) -> json.value(cut.text(rule)));
          saved(draft, decision.saved());
          cut.map(draft, "tags", facts.context().tags().values());
          draft.text("team", facts.grant().team().map(Object::toString).orElse(null));
          trace(draft, cut, facts);
          return draft.finish();
        });
  }

  Draft unknownCallers(AuditRecord.UnknownCallers refused) {
    Draft.Writer draft = writer("decision", null);
    draft.text("code", refused.code().code());
    draft.name("count").value(refused.count());
    draft.text("decision", AuditRecord.UnknownCallers.DECISION.key());
    return draft.finish();
  }

  Draft incident(AuditRecord.Incident incident) {
    Draft.Writer draft = writer("incident", incident.tenant().value());
    draft.text("call", incident.call().value());
    draft.text("expected", Cut.LEVELS.get(0).text(incident.expected()));
    draft.text("kind", incident.kind().key());
    draft.text("seen", Cut.LEVELS.get(0).text(incident.seen()));
    return draft.finish();
  }

  /** The end of a call whose process died: all it held counts as used. */
  Draft orphan(BalanceFold.OpenCall call) {
    List<HoldLine> settle = HoldLine.sum(call.wholeHold());
    Draft.Writer draft = writer("call.orphan", call.tenant().value());
    draft.text("call", call.call().value());
    draft.hold("settle", settle);
    return draft.finish(state -> state.fold().end(call.call(), settle));
  }

  private Draft.Writer writer(String type, @Nullable String tenant) {
    return new Draft.Writer(clock.instant(), type, tenant);
  }

  /** The fullest draft that fits. */
  private Draft fitted(Function<Cut, Draft> write) {
    for (Cut cut : Cut.LEVELS) {
      Draft draft = write.apply(cut);
      if (draft.length() + originBytes + SPLICED_BYTES <= RecordJson.MAX_RECORD_BYTES) {
        return draft;
      }
    }
    throw new IllegalArgumentException(
        "record: longer than "
            + RecordJson.MAX_RECORD_BYTES
            + " bytes with everything cut (expected: at most that)");
  }

  /** What of these lines can be charged: calls in flight are held, never charged. */
  private static List<HoldLine> charged(List<HoldLine> lines) {
    for (HoldLine line : lines) {
      if (line.unit().equals(Unit.PARALLEL)) {
        return lines.stream().filter(each -> !each.unit().equals(Unit.PARALLEL)).toList();
      }
    }
    return lines;
  }

  private static void trace(Draft.Writer draft, Cut cut, CallFacts facts) {
    draft.text("trace", facts.trace().isEmpty() ? null : cut.text(facts.trace()));
  }

  /** Fixed words, few of them: no list need ever be cut. Nothing for none. */
  private static void words(Draft.Writer draft, String name, List<?> words) {
    if (!words.isEmpty()) {
      CanonicalJson json = draft.name(name).beginArray();
      words.forEach(word -> json.value(word.toString()));
      json.endArray();
    }
  }

  private static void guard(CanonicalJson json, Verdict verdict) {
    json.beginObject().name("id").value(verdict.guardrail());
    json.name("verdict").value(verdict.passed() ? "pass" : "block").endObject();
  }

  private static void endpoint(CanonicalJson json, EndpointId endpoint) {
    json.value(endpoint.toString());
  }

  private static void saved(Draft.Writer draft, @Nullable Money saved) {
    if (saved != null) {
      CanonicalJson json = draft.name("saved").beginObject();
      json.name("amount").value(saved.decimal());
      json.name("unit").value(saved.currency().code()).endObject();
    }
  }
}
