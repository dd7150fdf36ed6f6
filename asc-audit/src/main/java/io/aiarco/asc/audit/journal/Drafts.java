package io.aiarco.asc.audit.journal;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.BalanceFold;
import io.aiarco.asc.audit.CallFacts;
import io.aiarco.asc.audit.format.HoldLines;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.RecordJson;
import io.aiarco.asc.audit.merkle.Frontier;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.policy.Verdict;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Spells records: keys, cuts and effects of what the pipeline writes down. Thread-safe. */
final class Drafts {
  /** What {@code dur}, {@code prev}, {@code id}, {@code seq}, {@code tseq} may add to a draft. */
  private static final int SPLICED_BYTES = 64 + 26 + 3 * 16;

  private static final int EPOCH_BYTES = 17;

  private final int originBytes;
  private final Clock clock;
  private final Nonces nonces;

  /** Records of any epoch of the writer whose key has this name. */
  Drafts(String keyName, Clock clock, Nonces nonces) {
    this.originBytes = Chain.spelled(keyName).length + EPOCH_BYTES;
    this.clock = clock;
    this.nonces = nonces;
  }

  Draft intent(AuditRecord.CallIntent intent) {
    HoldLines.requireFits("hold", intent.hold());
    CallFacts facts = intent.facts();
    Map<String, String> states = new TreeMap<>();
    intent.states().forEach((endpoint, state) -> states.put(endpoint.toString(), state));
    String tenant = facts.grant().tenant().value();
    return fitted(
        cut -> {
          Draft.Writer draft = writer("call.intent", tenant);
          draft.text("call", facts.call().value());
          draft.text("caller", cut.text(facts.grant().caller()));
          context(draft, cut, facts, "class");
          words(draft, "dropped", intent.dropped());
          draft.text("expires", intent.expires().toString());
          cut.list(draft, "guards", intent.guards(), Drafts::guard);
          draft.hold("hold", intent.hold());
          draft.text("idem", intent.idempotency());
          draft.text("model", cut.text(facts.model().toString()));
          draft.text("op", facts.op());
          cut.list(draft, "plan", intent.plan(), Drafts::endpoint);
          draft.text("policy", intent.policy());
          draft.text("principal", facts.principal());
          draft.text("prompt_c", intent.prompt());
          context(draft, cut, facts, "purpose");
          cut.list(draft, "rules", intent.rules(), (json, rule) -> json.value(cut.text(rule)));
          cut.map(draft, "states", states);
          draft.text("subject", facts.subject());
          cut.map(draft, "tags", facts.context().tags().values());
          context(draft, cut, facts, "team", "trace", "workload");
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
    // Calls in flight are held, never charged.
    List<HoldLine> settle =
        outcome.settle().stream().filter(line -> !line.unit().equals(Unit.PARALLEL)).toList();
    HoldLines.requireFits("settle", settle);
    return fitted(
        cut -> {
          Draft.Writer draft = writer("call.outcome", outcome.tenant().value());
          cut.list(draft, "attempts", outcome.attempts(), (json, each) -> attempt(json, cut, each));
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
          context(draft, cut, facts, "class");
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
          context(draft, cut, facts, "team", "trace");
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
    draft.text("expected", incident.expected());
    draft.text("kind", incident.kind().key());
    draft.text("seen", incident.seen());
    return draft.finish();
  }

  Draft policyActivate(AuditRecord.PolicyActivate activate) {
    Draft.Writer draft = writer("policy.activate", null);
    draft.name("number").value(activate.revision().number());
    draft.text("policy", activate.revision().sha256());
    return draft.finish();
  }

  /** The end of a call whose process died: all it held counts as used. */
  Draft orphan(BalanceFold.OpenCall call) {
    List<HoldLine> settle = merged(call.wholeHold());
    Draft.Writer draft = writer("call.orphan", call.tenant().value());
    draft.text("call", call.call().value());
    draft.hold("settle", settle);
    return draft.finish(state -> state.fold().end(call.call(), settle));
  }

  /** One line per unit and amount, each account once, from hold lists of several attempts. */
  private static List<HoldLine> merged(List<HoldLine> lines) {
    Map<Account, Long> sums = new LinkedHashMap<>();
    lines.forEach(
        line -> line.accounts().forEach(a -> sums.merge(a, line.amount(), Math::addExact)));
    Map<List<Object>, List<Account>> groups = new LinkedHashMap<>();
    sums.forEach(
        (account, amount) ->
            groups
                .computeIfAbsent(List.of(account.unit(), amount), key -> new ArrayList<>())
                .add(account));
    List<HoldLine> merged = new ArrayList<>();
    groups.forEach(
        (key, accounts) ->
            merged.add(new HoldLine(accounts.get(0).unit(), (Long) key.get(1), accounts)));
    return merged;
  }

  Draft logOpen(String vkey, String version) {
    Draft.Writer draft = writer("log.open", null);
    draft.text("version", version).text("vkey", vkey);
    return draft.finish();
  }

  /** The first record of an epoch that takes over at {@code size} of the one before. */
  Draft logOpen(String vkey, String version, Origin before, Frontier tree, String stateSha256) {
    Draft.Writer draft = writer("log.open", null);
    CanonicalJson json = draft.name("prev_log").beginObject();
    json.name("origin").value(before.toString());
    json.name("root").value(HexFormat.of().formatHex(tree.root()));
    json.name("size").value(tree.size()).endObject();
    draft.text("state_sha256", stateSha256).text("version", version).text("vkey", vkey);
    return draft.finish();
  }

  Draft keyRotate(String vkey) {
    return writer("key.rotate", null).text("vkey", vkey).finish();
  }

  /** {@code degraded.begin} and {@code degraded.end}. */
  Draft degraded(String type, AuditState state, @Nullable String why) {
    Draft.Writer draft = writer(type, null);
    draft.text("state", state.key()).text("why", why == null ? null : Cut.LEVELS.get(0).text(why));
    return draft.finish();
  }

  Draft processStart(String boot, String version, boolean clean) {
    Draft.Writer draft = writer("process.start", null);
    draft.text("boot", boot);
    draft.name("clean").value(clean);
    draft.text("version", version);
    return draft.finish();
  }

  Draft recovery(TornFile torn) {
    Draft.Writer draft = writer("recovery", null);
    draft.text("file", torn.name());
    draft.name("len").value(torn.length());
    draft.text("sha256", torn.sha256());
    return draft.finish();
  }

  Draft segmentOpen(
      long size, List<String> frontier, String stateSha256, Instant drop, String vkey) {
    Draft.Writer draft = writer("segment.open", null);
    draft.text("drop", drop.toString());
    CanonicalJson json = draft.name("frontier").beginArray();
    frontier.forEach(json::value);
    json.endArray();
    draft.name("size").value(size);
    draft.text("state_sha256", stateSha256).text("vkey", vkey);
    return draft.finish(state -> state.drop(drop));
  }

  Draft anchor(Deposit deposit) {
    Draft.Writer draft = writer("anchor", null);
    draft.text("anchor", deposit.anchor());
    draft.text("kind", deposit.kind()).text("sha256", deposit.sha256());
    draft.name("size").value(deposit.size());
    return draft.finish();
  }

  Draft operatorAct(OperatorAct act) {
    TenantId tenant = act.tenant();
    Map<String, String> members = new TreeMap<>(act.about());
    members.put("by", act.ground().by());
    members.put("why", act.ground().why());
    Draft.Writer draft = writer(act.kind().type(), tenant == null ? null : tenant.value());
    members.forEach((name, text) -> draft.text(name, Cut.LEVELS.get(0).text(text)));
    return draft.finish();
  }

  /** A record of nothing but its kind: tick, log.close, and tenant.tally with its tenant. */
  Draft bare(String type, @Nullable String tenant) {
    return writer(type, tenant).finish();
  }

  private Draft.Writer writer(String type, @Nullable String tenant) {
    return new Draft.Writer(new Draft.Writer.Common(nonces.next(), clock.instant()), type, tenant);
  }

  /** The fullest draft that fits. */
  private Draft fitted(Function<Cut, Draft> write) {
    for (Cut cut : Cut.LEVELS) {
      Draft draft = write.apply(cut);
      if (draft.body().length + originBytes + SPLICED_BYTES <= RecordJson.MAX_RECORD_BYTES) {
        return draft;
      }
    }
    throw new IllegalArgumentException(
        "record: longer than "
            + RecordJson.MAX_RECORD_BYTES
            + " bytes with everything cut (expected: at most that)");
  }

  private static void context(Draft.Writer draft, Cut cut, CallFacts facts, String... names) {
    CallContext context = facts.context();
    for (String name : names) {
      switch (name) {
        case "class" -> draft.text(name, context.dataClass().map(Object::toString).orElse(null));
        case "purpose" -> draft.text(name, context.purpose().map(cut::text).orElse(null));
        case "team" -> draft.text(name, facts.grant().team().map(Object::toString).orElse(null));
        case "workload" -> draft.text(name, context.workload().map(Object::toString).orElse(null));
        default -> draft.text(name, facts.trace().isEmpty() ? null : cut.text(facts.trace()));
      }
    }
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

  private static void attempt(CanonicalJson json, Cut cut, Attempt attempt) {
    json.beginObject().name("asked").value(cut.text(attempt.endpoint().model().toString()));
    attempt.failure().ifPresent(failure -> json.name("class").value(failure.key()));
    attempt.cost().ifPresent(cost -> cost(json, cost, attempt.usage()));
    attempt.credential().ifPresent(cred -> json.name("cred").value(cred.toString()));
    attempt.cost().ifPresent(cost -> currency(json, cost.amount().currency()));
    json.name("endpoint").value(attempt.endpoint().toString());
    attempt.host().ifPresent(host -> json.name("host").value(cut.text(host)));
    attempt.providerRequestId().ifPresent(request -> json.name("preq").value(cut.text(request)));
    attempt.cost().ifPresent(cost -> json.name("prices").value(cost.priceBook()));
    attempt.regionSeen().ifPresent(region -> json.name("region_seen").value(region));
    attempt.servedModel().ifPresent(model -> json.name("served").value(cut.text(model)));
    json.name("source").value(attempt.usage().source().key());
    if (attempt.httpStatus() != 0) {
      json.name("status").value(attempt.httpStatus());
    }
    String tier = attempt.usage().terms().serviceTier();
    if (!tier.equals(Terms.DEFAULT_TIER)) {
      json.name("tier").value(tier);
    }
    attempt.firstContent().ifPresent(wait -> json.name("ttft").value(wait.toNanos() / 1_000));
    json.name("us").value(attempt.took().toNanos() / 1_000);
    usage(json, attempt.usage());
    json.endObject();
  }

  /** The amount, and how sure it is where that is not how sure the usage is. */
  private static void cost(CanonicalJson json, Cost cost, Usage usage) {
    json.name("cost").value(cost.amount().decimal());
    if (cost.source() != usage.source()) {
      json.name("cost_source").value(cost.source().key());
    }
  }

  /** That of the cost, where it does not go without saying. */
  private static void currency(CanonicalJson json, Currency currency) {
    if (!currency.equals(Currency.USD)) {
      json.name("currency").value(currency.code());
    }
  }

  private static void saved(Draft.Writer draft, @Nullable Money saved) {
    if (saved != null) {
      CanonicalJson json = draft.name("saved").beginObject();
      json.name("amount").value(saved.decimal());
      json.name("unit").value(saved.currency().code()).endObject();
    }
  }

  private static void usage(CanonicalJson json, Usage usage) {
    Map<String, Long> tokens = new TreeMap<>();
    for (TokenClass each : TokenClass.values()) {
      if (usage.tokens(each) != 0) {
        tokens.put(each.key(), usage.tokens(each));
      }
    }
    json.name("usage").beginObject();
    tokens.forEach((key, count) -> json.name(key).value(count));
    json.endObject();
  }
}
