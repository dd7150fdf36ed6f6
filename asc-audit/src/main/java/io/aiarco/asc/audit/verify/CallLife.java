package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.BalanceFold;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Key;
import io.aiarco.asc.audit.format.RecordView;
import io.aiarco.asc.audit.format.UlidBits;
import io.aiarco.asc.call.CallId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Follows every call from its intent to its end, docs/audit-format.md §3. Nothing refers to a call
 * after its end. Single-thread.
 */
final class CallLife {
  private static final int HASH_DIGITS = 64;
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

  private final CallIds called;

  /** The attempt a call is at, where that is not its first. */
  private final Map<CallId, Long> attempts = new HashMap<>();

  /** Calls of which no record that is there tells at which attempt they are. */
  private final Set<CallId> unknown = new HashSet<>();

  private long over;

  /** {@code called} has none yet. */
  CallLife(CallIds called) {
    this.called = called;
  }

  /** Checks a record about a call; {@code fold} is that of the records below. */
  void check(RecordView record, BalanceFold fold) throws FormatException {
    switch (record.type()) {
      case "call.intent" -> intent(record);
      case "call.attempt" -> attempt(fold, record);
      case "call.hold" -> callOf(fold, record);
      case "call.outcome" -> outcome(fold, record);
      case "call.orphan" -> orphan(fold, record);
      case "decision" -> decision(record);
      case "incident" -> incident(fold, record);
      default -> {}
    }
  }

  /** Takes calls as opened: at a pruned start, or by the epoch before. */
  void take(Collection<CallId> openCalls) {
    openCalls.forEach(
        call -> {
          called.add(UlidBits.of(call));
          unknown.add(call);
        });
  }

  /** How many outcomes settled more than they held. */
  long over() {
    return over;
  }

  private void intent(RecordView record) throws FormatException {
    CallId call = record.call();
    require(called.add(UlidBits.of(call)), () -> "call " + call + " is opened twice");
    require(OPERATIONS.contains(record.text(Key.OP)), () -> "op: " + shown(record.get(Key.OP)));
    require(!record.text(Key.CALLER).isEmpty(), "caller: (expected: a string)");
    require(!record.text(Key.MODEL).isEmpty(), "model: (expected: a string)");
    require(
        record.isHex(Key.POLICY, HASH_DIGITS),
        () -> "policy: " + shown(record.get(Key.POLICY)) + " (expected: SHA-256 in hex)");
    require(
        record.get(Key.PLAN) instanceof List<?> plan && isPlan(plan),
        () -> "plan: " + shown(record.get(Key.PLAN)));
    require(record.has(Key.PRINCIPAL), "principal is missing");
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

  private void attempt(BalanceFold fold, RecordView record) throws FormatException {
    CallId call = callOf(fold, record).call();
    Object number = record.get("attempt");
    // After a pruned start the state file does not tell how many attempts a call had.
    Long before = attempts.getOrDefault(call, unknown.contains(call) ? null : 1L);
    require(
        number instanceof Long n && (before == null ? n >= 2 : n == before + 1),
        () -> "attempt: " + shown(number) + " (expected: one more than " + before + ")");
    attempts.put(call, (Long) Objects.requireNonNull(number));
    require(record.get("endpoint") instanceof String, "call.attempt: no endpoint");
  }

  private void outcome(BalanceFold fold, RecordView record) throws FormatException {
    BalanceFold.OpenCall open = callOf(fold, record);
    boolean above = Amounts.isOver(open, record);
    Object said = Objects.requireNonNullElse(record.get(Key.OVER), false);
    require(said instanceof Boolean, () -> "over: " + shown(said) + " (expected: true or false)");
    require(
        said.equals(above),
        above ? "settle above the holds without over" : "over without a settle above the holds");
    over += above ? 1 : 0;
    forget(open.call());
    String status = record.text(Key.STATUS);
    require(STATUSES.contains(status), () -> "status: " + shown(status));
    require(
        status.equals("ok") || record.get(Key.CODE) instanceof String,
        () -> "call.outcome: " + status + " without code");
    require(
        !record.has(Key.ATTEMPTS) || record.isList(Key.ATTEMPTS), "attempts: (expected: a list)");
  }

  private void orphan(BalanceFold fold, RecordView record) throws FormatException {
    BalanceFold.OpenCall open = callOf(fold, record);
    require(!Amounts.isOver(open, record), "call.orphan: settle above the holds");
    forget(open.call());
  }

  private void forget(CallId call) {
    attempts.remove(call);
    unknown.remove(call);
  }

  private void decision(RecordView record) throws FormatException {
    require(
        record.get("decision") instanceof String said && DECISIONS.contains(said),
        () -> "decision: " + shown(record.get("decision")));
    if (record.has(Key.CALL)) {
      CallId call = record.call();
      require(
          !called.contains(UlidBits.of(call)),
          () -> "decision about call " + call + ", which has an intent");
    }
    People.check(record);
  }

  private void incident(BalanceFold fold, RecordView record) throws FormatException {
    if (record.has(Key.CALL)) {
      CallId call = record.call();
      require(
          fold.openCalls().containsKey(call) || !called.contains(UlidBits.of(call)),
          () -> "incident: call " + call + " has ended");
    }
  }

  private BalanceFold.OpenCall callOf(BalanceFold fold, RecordView record) throws FormatException {
    CallId call = record.call();
    BalanceFold.OpenCall open = fold.openCalls().get(call);
    if (open == null) {
      throw new FormatException(
          record.type()
              + ": call "
              + call
              + (called.contains(UlidBits.of(call)) ? " has ended" : " was never opened"));
    }
    require(
        open.tenant().value().equals(record.tenant()),
        () -> "tenant: " + shown(record.get(Key.TENANT)) + " (expected: " + open.tenant() + ")");
    return open;
  }
}
