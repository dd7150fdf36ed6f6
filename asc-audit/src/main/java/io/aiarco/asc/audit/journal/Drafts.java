package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.Volatility;
import io.aiarco.asc.audit.format.HoldLines;
import io.aiarco.asc.audit.format.Instants;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.State;
import io.aiarco.asc.audit.merkle.Frontier;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.json.CanonicalJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Spells records about the log itself and what was done to it; {@link #calls()} those of calls.
 * Thread-safe.
 */
final class Drafts {
  private final Clock clock;
  private final CallDrafts calls;

  /** Records of any epoch of the writer whose key has this name. */
  Drafts(String keyName, Clock clock) {
    this.clock = clock;
    this.calls = new CallDrafts(keyName, clock);
  }

  /** Records of calls. */
  CallDrafts calls() {
    return calls;
  }

  Draft policyActivate(AuditRecord.PolicyActivate activate) {
    Draft.Writer draft = writer("policy.activate", null);
    draft.name("number").value(activate.revision().number());
    draft.text("policy", activate.revision().sha256());
    return draft.finish();
  }

  Draft limitChange(AuditRecord.LimitChange change) {
    Limit limit = change.limit();
    TenantId tenant = change.tenant();
    Draft.Writer draft = writer("limit.change", tenant == null ? null : tenant.value());
    draft.text("from", amount(limit, change.from()));
    draft.name("number").value(change.revision().number());
    if (limit.isRolling()) {
      draft.name("past").value(limit.past());
    }
    draft.text("period", limit.period().name().toLowerCase(Locale.ROOT));
    draft.text("policy", change.revision().sha256());
    draft.text("scope", limit.scope());
    draft.text("to", amount(limit, change.to()));
    draft.text("unit", limit.unit().code());
    draft.text("zone", limit.zone().getId());
    return draft.finish();
  }

  private static @Nullable String amount(Limit limit, @Nullable Long amount) {
    return amount == null ? null : limit.unit().format(amount);
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

  /** What the registry says of a log that begins. */
  Draft writerOpen(Origin log, String vkey) {
    Draft.Writer draft = writer("writer.open", null);
    return draft.text("origin", log.toString()).text("vkey", vkey).finish();
  }

  /** {@code writer.seen} and {@code writer.close}. */
  Draft writerSeen(String type, Origin log, Frontier tree) {
    Draft.Writer draft = writer(type, null);
    draft.text("origin", log.toString()).text("root", HexFormat.of().formatHex(tree.root()));
    draft.name("size").value(tree.size());
    return draft.finish();
  }

  /** {@code degraded.begin} and {@code degraded.end}; {@code tenant} is null for all of them. */
  Draft degraded(String type, AuditState state, @Nullable TenantId tenant, @Nullable String why) {
    Draft.Writer draft = writer(type, tenant == null ? null : tenant.value());
    draft.text("state", state.key()).text("why", why == null ? null : Cut.LEVELS.get(0).text(why));
    return draft.finish();
  }

  Draft volatileBegin(AuditRecord.VolatileBegin begin) {
    Volatility allowed = begin.allowed();
    return degraded(
        "degraded.begin",
        AuditState.VOLATILE,
        begin.tenant(),
        "at most " + allowed.calls() + " calls within " + allowed.duration());
  }

  /**
   * The end of calls without records: {@code degraded.end} and {@code gap}. What was charged on
   * more accounts than one list has room for goes on in a second gap, of no calls.
   */
  List<Draft> gap(AuditRecord.Gap gap) {
    List<Draft> drafts = new ArrayList<>();
    drafts.add(degraded("degraded.end", AuditState.VOLATILE, gap.tenant(), null));
    long calls = gap.calls();
    for (List<HoldLine> settle : HoldLines.lists(gap.settle())) {
      Draft.Writer draft = writer("gap", gap.tenant().value());
      draft.name("calls").value(calls);
      draft.text("from", Instants.text(gap.from()));
      draft.hold("settle", settle);
      draft.text("to", Instants.text(gap.to()));
      drafts.add(draft.finish(state -> settle.forEach(line -> charge(state, line))));
      calls = 0;
    }
    return drafts;
  }

  private static void charge(State state, HoldLine line) {
    line.accounts().forEach(account -> state.fold().adjust(account, line.amount()));
  }

  /** {@code step}: how far the clock was set, negative for back. */
  Draft clockStep(Duration step) {
    Draft.Writer draft = writer("clock.step", null);
    draft.name("us").value(TimeUnit.NANOSECONDS.toMicros(step.toNanos()));
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
    return new Draft.Writer(clock.instant(), type, tenant);
  }
}
