package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.RecordView;
import io.aiarco.asc.audit.format.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks records one after the other: where a type may stand and what it has, docs/audit-format.md
 * §3, and hands each to the rules of its subject. Single-thread.
 */
final class RecordRules {
  private static final Set<String> WRITERS = Set.of("writer.open", "writer.seen", "writer.close");

  private final Origin origin;
  private final CommonKeys common;
  private final TenantSequence tenants;
  private final SigningKeys keys;
  private final Opening opening = new Opening();
  private final CallLife calls;
  private final List<WriterRecord> writers = new ArrayList<>();
  private final boolean registry;
  private State state = new State();
  private @Nullable PrevLog prevLog;

  /** {@code called} is to hold the calls that the log opens. */
  RecordRules(Origin origin, CallIds called) {
    this.origin = origin;
    this.registry = origin.writer().equals(LogFiles.REGISTRY);
    this.calls = new CallLife(called);
    this.common = new CommonKeys(origin);
    this.tenants = new TenantSequence(origin);
    this.keys = new SigningKeys(origin);
  }

  /** Checks a record that hashes and chains, and applies it. */
  void check(long seq, RecordView record) throws FormatException {
    common.check(seq, record);
    String type = record.type();
    try {
      requirePlace(seq, type);
      tenants.requireSealAfterTally(type);
      opening.requirePlace(type);
      tenants.check(record, state);
      requireType(seq, type, record);
    } finally {
      state.apply(record); // one broken rule must not make findings of all records after it
    }
  }

  private void requirePlace(long seq, String type) throws FormatException {
    require(
        type.equals("log.open") == (seq == 0),
        () -> shown(type) + " at seq " + seq + " (expected: log.open at 0 and only there)");
    require(
        seq != 1 || type.equals("process.start"),
        () -> shown(type) + " at seq 1 (expected: process.start)");
    require(!registry || !type.equals("tick"), "tick (expected: none in the registry)");
    require(
        registry || !WRITERS.contains(type),
        () -> shown(type) + " (expected: only in the registry)");
  }

  private void requireType(long seq, String type, RecordView record) throws FormatException {
    switch (type) {
      case "log.open" -> logOpen(seq, record);
      case "process.start" -> opening.start(seq, record, state.fold().openCalls().keySet());
      case "recovery" -> opening.recovery(record);
      case "log.close" -> opening.close();
      case "call.orphan" -> {
        opening.orphan(record.call());
        calls.check(record, state.fold());
      }
      case "call.intent", "call.attempt", "call.hold", "call.outcome", "decision", "incident" ->
          calls.check(record, state.fold());
      case "gap" ->
          require(
              Fields.isCount(record.get("calls"))
                  && record.containsKey("from")
                  && record.containsKey("to"),
              "gap: calls, from or to");
      case "budget.adjust" ->
          require(
              record.containsKey("why") && record.containsKey("by"),
              "budget.adjust: why or by is missing");
      case "key.rotate" -> keys.rotate(seq, record);
      case "writer.open", "writer.seen", "writer.close" ->
          writers.add(WriterRecord.read(seq, type, record));
      default -> {}
    }
  }

  private void logOpen(long seq, Map<String, Object> record) throws FormatException {
    keys.install(seq, record);
    require(record.get("version") instanceof String, "log.open: no version");
    prevLog = PrevLog.read(origin, record).orElse(null);
  }

  /** A new segment begins. */
  void beginSegment() {
    tenants.beginSegment();
  }

  /** A sealed segment ends with one tally for each tenant active in it. */
  void requireTallies() throws FormatException {
    tenants.requireTallies();
  }

  /** Takes a state as given: at a pruned start, or a new epoch's. */
  void take(State given) {
    state = given;
    calls.take(given.fold().openCalls().keySet());
  }

  /** What the records so far add up to. */
  State state() {
    return state;
  }

  SigningKeys keys() {
    return keys;
  }

  Opening opening() {
    return opening;
  }

  /** What the registry says of other logs. */
  List<WriterRecord> writers() {
    return writers;
  }

  /** What this log says of the one before it; null in the first epoch. */
  @Nullable PrevLog prevLog() {
    return prevLog;
  }

  /** How many outcomes settled more than they held. */
  long over() {
    return calls.over();
  }
}
