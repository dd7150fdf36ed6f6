package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.BalanceFold;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.State;
import io.aiarco.asc.call.CallId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Follows every call from its intent to its end, docs/audit-format.md §3. Nothing refers to a call
 * after its end. Single-thread.
 */
final class CallLife {
  private static final Set<String> OPERATIONS = Set.of("chat", "embedding", "count", "guard");
  private static final Set<String> STATUSES =
      Set.of("ok", "truncated", "cancelled", "failed", "denied_output", "not_sent");
  private static final Set<String> DECISIONS =
      Set.of(
          "denied",
          "no_route",
          "budget_exhausted",
          "rate_limited",
          "audit_unavailable",
          "cache_hit",
          "duplicate");

  private final CallIds called = new CallIds();
  private final Map<CallId, Long> attempts = new HashMap<>();
  private long over;

  /** Checks a record about a call; {@code fold} is that of the records below. */
  void check(String type, Map<String, Object> record, BalanceFold fold) throws FormatException {
    switch (type) {
      case "call.intent" -> intent(record);
      case "call.attempt" -> attempt(fold, record);
      case "call.hold" -> callOf(fold, record, type);
      case "call.outcome" -> outcome(fold, record);
      case "call.orphan" -> orphan(fold, record);
      case "decision" -> decision(record);
      case "incident" -> incident(fold, record);
      default -> {}
    }
  }

  /** Takes calls as opened: at a pruned start, or by the epoch before. */
  void take(Collection<CallId> openCalls) {
    openCalls.forEach(called::add);
  }

  /** How many outcomes settled more than they held. */
  long over() {
    return over;
  }

  private void intent(Map<String, Object> record) throws FormatException {
    CallId call = State.call(record);
    require(called.add(call), () -> "call " + call + " is opened twice");
    attempts.put(call, 1L);
    require(OPERATIONS.contains(Fields.text(record, "op")), () -> "op: " + shown(record.get("op")));
    for (String name : List.of("caller", "model")) {
      require(!Fields.text(record, name).isEmpty(), () -> name + ": (expected: a string)");
    }
    require(
        Fields.isHex64(record.get("policy")),
        () -> "policy: " + shown(record.get("policy")) + " (expected: SHA-256 in hex)");
    require(
        record.get("plan") instanceof List<?> plan && isPlan(plan),
        () -> "plan: " + shown(record.get("plan")));
    require(record.containsKey("principal"), "principal is missing");
    People.check(record);
  }

  private static boolean isPlan(List<?> plan) {
    for (Object item : plan) {
      if (!(item instanceof String text) || text.isEmpty()) {
        return false;
      }
    }
    return !plan.isEmpty();
  }

  private void attempt(BalanceFold fold, Map<String, Object> record) throws FormatException {
    CallId call = callOf(fold, record, "call.attempt").call();
    Object number = record.get("attempt");
    // After a pruned start the state file does not tell how many attempts a call had.
    Long before = attempts.get(call);
    require(
        number instanceof Long n && (before == null ? n >= 2 : n == before + 1),
        () -> "attempt: " + shown(number) + " (expected: one more than " + before + ")");
    attempts.put(call, (Long) Objects.requireNonNull(number));
    require(record.get("endpoint") instanceof String, "call.attempt: no endpoint");
  }

  private void outcome(BalanceFold fold, Map<String, Object> record) throws FormatException {
    BalanceFold.OpenCall open = callOf(fold, record, "call.outcome");
    boolean above = Amounts.isOver(open, record);
    Object said = record.getOrDefault("over", false);
    require(said instanceof Boolean, () -> "over: " + shown(said) + " (expected: true or false)");
    require(
        said.equals(above),
        above ? "settle above the holds without over" : "over without a settle above the holds");
    over += above ? 1 : 0;
    attempts.remove(open.call());
    String status = Fields.text(record, "status");
    require(STATUSES.contains(status), () -> "status: " + shown(status));
    require(
        status.equals("ok") || record.get("code") instanceof String,
        () -> "call.outcome: " + status + " without code");
    require(
        record.getOrDefault("attempts", List.of()) instanceof List<?>,
        "attempts: (expected: a list)");
  }

  private void orphan(BalanceFold fold, Map<String, Object> record) throws FormatException {
    BalanceFold.OpenCall open = callOf(fold, record, "call.orphan");
    require(!Amounts.isOver(open, record), "call.orphan: settle above the holds");
    attempts.remove(open.call());
  }

  private void decision(Map<String, Object> record) throws FormatException {
    require(
        DECISIONS.contains(Fields.text(record, "decision")),
        () -> "decision: " + shown(record.get("decision")));
    if (record.containsKey("call")) {
      CallId call = State.call(record);
      require(
          !called.contains(call), () -> "decision about call " + call + ", which has an intent");
    }
    People.check(record);
  }

  private void incident(BalanceFold fold, Map<String, Object> record) throws FormatException {
    if (record.containsKey("call")) {
      CallId call = State.call(record);
      require(
          fold.openCalls().containsKey(call) || !called.contains(call),
          () -> "incident: call " + call + " has ended");
    }
  }

  private BalanceFold.OpenCall callOf(BalanceFold fold, Map<String, Object> record, String type)
      throws FormatException {
    CallId call = State.call(record);
    BalanceFold.OpenCall open = fold.openCalls().get(call);
    if (open == null) {
      throw new FormatException(
          type + ": call " + call + (called.contains(call) ? " has ended" : " was never opened"));
    }
    require(
        open.tenant().value().equals(record.get("tenant")),
        () -> "tenant: " + shown(record.get("tenant")) + " (expected: " + open.tenant() + ")");
    return open;
  }
}
