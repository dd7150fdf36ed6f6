package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.BalanceFold;
import io.aiarco.asc.audit.checkpoint.Vkey;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.HoldLines;
import io.aiarco.asc.audit.format.Instants;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.State;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Ulid;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of single records and of their order, checked one after the other: the keys all have,
 * where a type may stand, tenants' numbers, calls and balances, keys, openings. Single-thread.
 */
final class RecordRules {
  private static final Set<String> TENANT_REQUIRED =
      Set.of(
          "call.intent",
          "call.attempt",
          "call.hold",
          "call.outcome",
          "call.orphan",
          "gap",
          "tenant.tally");
  private static final Set<String> TENANT_NEVER =
      Set.of(
          "log.open",
          "process.start",
          "segment.open",
          "credential.rotate",
          "key.rotate",
          "policy.activate",
          "recovery",
          "clock.step",
          "tick",
          "anchor",
          "log.close",
          "writer.open",
          "writer.seen",
          "writer.close");
  private static final Set<String> WRITERS = Set.of("writer.open", "writer.seen", "writer.close");
  private static final Set<String> OPENING =
      Set.of("recovery", "call.orphan", "segment.open", "tenant.tally", "process.start");
  private static final Set<String> AFTER_CLOSE =
      Set.of("segment.open", "process.start", "tenant.tally");
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
  private static final Pattern HEX64 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern TAG_KEY = Pattern.compile("[a-z0-9_.-]{1,64}");
  private static final Pattern PSEUDONYM = Pattern.compile("hmac:[^:\\s]+:[0-9a-f]+");
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final Origin origin;
  private final Set<CallId> called = new HashSet<>();
  private final Map<CallId, Long> attempts = new HashMap<>();
  private final List<KeyFrom> keys = new ArrayList<>();
  private final List<KeyFrom> rotations = new ArrayList<>();
  private final Map<String, Torn> recoveries = new HashMap<>();
  private final List<Writer> writers = new ArrayList<>();
  private final Set<String> activeTenants = new TreeSet<>();
  private final List<String> tallies = new ArrayList<>();
  private State state = new State();
  private long durable = -1;
  private String lastId = "";
  private long lastStart = -1;
  private boolean closed;
  private long over;
  private @Nullable Set<CallId> awaitedOrphans;
  private @Nullable PrevLog prevLog;

  /** A key in force for checkpoints above {@code seq}; {@code before}, for a rotation, the old. */
  record KeyFrom(long seq, Vkey key, @Nullable Vkey before) {}

  /** What a recovery record says of a torn file. */
  record Torn(long length, String sha256) {}

  /** What a log says of the one before it. */
  record PrevLog(String origin, long size, String root) {}

  /** What the registry says of a log. */
  record Writer(long seq, String type, String origin, long size, String rootOrVkey) {}

  RecordRules(Origin origin) {
    this.origin = origin;
  }

  /** Checks a record that hashes and chains, and applies it. */
  void check(long seq, Map<String, Object> record) throws FormatException {
    requireCommon(seq, record);
    String type = text(record, "type");
    try {
      requirePlace(seq, type);
      requireTenant(record, type);
      requireType(seq, type, record);
    } finally {
      state.apply(record); // one broken rule must not make findings of all records after it
    }
  }

  private void requireCommon(long seq, Map<String, Object> record) throws FormatException {
    require(
        Long.valueOf(1).equals(record.get("v")), "v: " + shown(record.get("v")) + " (expected: 1)");
    require(
        origin.toString().equals(record.get("log")),
        "log: " + shown(record.get("log")) + " (expected: " + origin + ")");
    require(
        record.get("dur") instanceof Long dur && dur >= durable && dur < seq,
        "dur: " + shown(record.get("dur")) + " (expected: " + durable + ".." + (seq - 1) + ")");
    durable = record.get("dur") instanceof Long dur ? dur : durable;
    requireId(record.get("id"));
    require(
        record.get("n") instanceof String n && NONCE.matcher(n).matches(),
        "n: " + shown(record.get("n")) + " (expected: 32 hex digits)");
    Instants.requireStamp(record.get("ts"));
    require(!text(record, "type").isEmpty(), "type: (expected: a string)");
  }

  private void requireId(@Nullable Object value) throws FormatException {
    require(
        value instanceof String text && Ulid.isValid(text),
        "id: " + shown(value) + " (expected: a ULID)");
    String id = String.valueOf(value);
    String last = lastId;
    require(id.compareTo(last) > 0, "id: " + shown(id) + " (expected: above " + shown(last) + ")");
    lastId = id;
    require(
        last.isEmpty()
            || !id.startsWith(last.substring(0, 10))
            || number(id).equals(number(last).add(BigInteger.ONE)),
        "id: " + shown(id) + " (expected: " + shown(last) + " + 1 within the millisecond)");
  }

  private static BigInteger number(String id) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 10; i < id.length(); i++) {
      number = number.shiftLeft(5).or(BigInteger.valueOf(CROCKFORD.indexOf(id.charAt(i))));
    }
    return number;
  }

  private void requirePlace(long seq, String type) throws FormatException {
    require(
        type.equals("log.open") == (seq == 0),
        shown(type) + " at seq " + seq + " (expected: log.open at 0 and only there)");
    require(
        seq != 1 || type.equals("process.start"),
        shown(type) + " at seq 1 (expected: process.start)");
    boolean registry = origin.writer().equals(LogFiles.REGISTRY);
    require(!registry || !type.equals("tick"), "tick (expected: none in the registry)");
    require(registry || !WRITERS.contains(type), shown(type) + " (expected: only in the registry)");
    if (!tallies.isEmpty() && !type.equals("tenant.tally") && !type.equals("log.close")) {
      require(
          type.equals("process.start"),
          shown(type) + " after tenant.tally (expected: the seal of the segment)");
      tallies.clear();
    }
    require(!closed || AFTER_CLOSE.contains(type), shown(type) + " after log.close");
    Set<CallId> awaited = awaitedOrphans;
    if (awaited != null && !OPENING.contains(type)) {
      require(
          awaited.isEmpty(),
          shown(type) + " before the call.orphan of " + awaited.size() + " open calls");
      awaitedOrphans = null;
    }
  }

  private void requireTenant(Map<String, Object> record, String type) throws FormatException {
    if (!record.containsKey("tenant") && !record.containsKey("tseq")) {
      require(!TENANT_REQUIRED.contains(type), shown(type) + ": no tenant");
      return;
    }
    require(
        record.get("tenant") instanceof String name
            && !name.isEmpty()
            && record.get("tseq") instanceof Long,
        "tenant and tseq: (expected: both)");
    require(!TENANT_NEVER.contains(type), shown(type) + " with a tenant");
    require(!origin.writer().equals(LogFiles.REGISTRY), "tenant in the registry");
    String tenant = String.valueOf(record.get("tenant"));
    if (type.equals("tenant.tally")) {
      tallies.add(tenant);
    } else {
      activeTenants.add(tenant);
    }
    long expected = state.nextOfTenant().getOrDefault(tenant, 0L);
    require(
        Long.valueOf(expected).equals(record.get("tseq")),
        "tseq of "
            + shown(tenant)
            + ": "
            + shown(record.get("tseq"))
            + " (expected: "
            + expected
            + ")");
  }

  private void requireType(long seq, String type, Map<String, Object> record)
      throws FormatException {
    switch (type) {
      case "log.open" -> logOpen(seq, record);
      case "process.start" -> processStart(seq, record);
      case "call.intent" -> intent(record);
      case "call.attempt" -> attempt(record);
      case "call.hold" -> callOf(record, type);
      case "call.outcome" -> outcome(record);
      case "call.orphan" -> orphan(record);
      case "gap" ->
          require(
              isCount(record.get("calls"))
                  && record.containsKey("from")
                  && record.containsKey("to"),
              "gap: calls, from or to");
      case "budget.adjust" ->
          require(
              record.containsKey("why") && record.containsKey("by"),
              "budget.adjust: why or by is missing");
      case "decision" -> decision(record);
      case "incident" -> incident(record);
      case "key.rotate" -> rotate(seq, record);
      case "recovery" -> recovery(record);
      case "log.close" -> closed = true;
      case "writer.open", "writer.seen", "writer.close" -> writer(seq, type, record);
      default -> {}
    }
  }

  private void logOpen(long seq, Map<String, Object> record) throws FormatException {
    installKey(seq, record);
    require(record.get("version") instanceof String, "log.open: no version");
    Object prev = record.get("prev_log");
    require(
        (prev != null) == record.containsKey("state_sha256"),
        "log.open: prev_log and state_sha256 stand together");
    require(
        (prev != null) == origin.epoch() > 1,
        "log.open: prev_log (expected: exactly in epochs above 1)");
    if (prev != null) {
      require(
          prev instanceof Map<?, ?> map
              && origin.epoch() > 1
              && origin.withEpoch(origin.epoch() - 1).toString().equals(map.get("origin"))
              && isCount(map.get("size"))
              && isHex64(map.get("root")),
          "log.open: prev_log " + shown(prev));
      Map<?, ?> map = (Map<?, ?>) prev;
      prevLog =
          new PrevLog(
              String.valueOf(map.get("origin")),
              Long.parseLong(String.valueOf(map.get("size"))),
              String.valueOf(map.get("root")));
    }
  }

  private Vkey installKey(long seq, Map<String, Object> record) throws FormatException {
    Vkey key = Vkey.parse(text(record, "vkey"));
    require(
        key.name().equals(origin.keyName()),
        "vkey: name " + shown(key.name()) + " (expected: " + origin.keyName() + ")");
    keys.add(new KeyFrom(seq, key, null));
    return key;
  }

  private void rotate(long seq, Map<String, Object> record) throws FormatException {
    Vkey old = keys.isEmpty() ? null : keys.get(keys.size() - 1).key();
    Vkey key = installKey(seq, record);
    if (old != null) {
      rotations.add(new KeyFrom(seq, key, old));
    }
  }

  private void processStart(long seq, Map<String, Object> record) throws FormatException {
    require(
        record.containsKey("boot")
            && record.containsKey("version")
            && record.get("clean") instanceof Boolean,
        "process.start: boot, version or clean is missing");
    // Calls a living process carried into a new log are its own: they end later, without orphan.
    awaitedOrphans = seq == 1 ? new HashSet<>() : new HashSet<>(state.fold().openCalls().keySet());
    lastStart = seq;
    closed = false;
  }

  private void recovery(Map<String, Object> record) throws FormatException {
    require(awaitedOrphans != null, "recovery outside an opening");
    String file = text(record, "file");
    require(
        LogFiles.isTorn(file) && isCount(record.get("len")) && isHex64(record.get("sha256")),
        "recovery: " + shown(record));
    Torn torn = new Torn(Long.parseLong(String.valueOf(record.get("len"))), text(record, "sha256"));
    require(recoveries.put(file, torn) == null, "recovery: " + shown(file) + " is named twice");
  }

  private void intent(Map<String, Object> record) throws FormatException {
    CallId call = State.call(record);
    require(called.add(call), "call " + call + " is opened twice");
    attempts.put(call, 1L);
    require(OPERATIONS.contains(text(record, "op")), "op: " + shown(record.get("op")));
    for (String name : List.of("caller", "model")) {
      require(!text(record, name).isEmpty(), name + ": (expected: a string)");
    }
    require(
        isHex64(record.get("policy")),
        "policy: " + shown(record.get("policy")) + " (expected: SHA-256 in hex)");
    require(
        record.get("plan") instanceof List<?> plan
            && !plan.isEmpty()
            && plan.stream().allMatch(item -> item instanceof String text && !text.isEmpty()),
        "plan: " + shown(record.get("plan")));
    require(record.containsKey("principal"), "principal is missing");
    people(record);
  }

  private static void people(Map<String, Object> record) throws FormatException {
    for (String name : List.of("principal", "subject")) {
      Object value = record.get(name);
      require(
          value == null || value instanceof String text && PSEUDONYM.matcher(text).matches(),
          name + ": " + shown(value) + " (expected: hmac:<key id>:<hex>)");
    }
    Object tags = record.getOrDefault("tags", Map.of());
    require(
        tags instanceof Map<?, ?> map
            && map.keySet().stream().allMatch(k -> TAG_KEY.matcher(String.valueOf(k)).matches()),
        "tags: " + shown(tags));
  }

  private BalanceFold.OpenCall callOf(Map<String, Object> record, String type)
      throws FormatException {
    CallId call = State.call(record);
    BalanceFold.OpenCall open = state.fold().openCalls().get(call);
    if (open == null) {
      throw new FormatException(
          type + ": call " + call + (called.contains(call) ? " has ended" : " was never opened"));
    }
    require(
        open.tenant().value().equals(record.get("tenant")),
        "tenant: " + shown(record.get("tenant")) + " (expected: " + open.tenant() + ")");
    return open;
  }

  private void attempt(Map<String, Object> record) throws FormatException {
    CallId call = callOf(record, "call.attempt").call();
    Object number = record.get("attempt");
    // After a pruned start the state file does not tell how many attempts a call had.
    Long before = attempts.get(call);
    require(
        number instanceof Long n && (before == null ? n >= 2 : n == before + 1),
        "attempt: " + shown(number) + " (expected: one more than " + before + ")");
    attempts.put(call, (Long) java.util.Objects.requireNonNull(number));
    require(record.get("endpoint") instanceof String, "call.attempt: no endpoint");
  }

  private boolean isOver(BalanceFold.OpenCall call, Map<String, Object> record)
      throws FormatException {
    Map<Account, Long> held = sums(call.hold());
    Map<Account, Long> charged = sums(HoldLines.read(record.get("settle"), false));
    return charged.entrySet().stream()
        .anyMatch(charge -> charge.getValue() > held.getOrDefault(charge.getKey(), 0L));
  }

  private static Map<Account, Long> sums(List<HoldLine> lines) throws FormatException {
    Map<Account, Long> sums = new HashMap<>();
    try {
      lines.forEach(
          line -> line.accounts().forEach(a -> sums.merge(a, line.amount(), Math::addExact)));
    } catch (ArithmeticException e) {
      throw new FormatException("amount: the sum does not fit");
    }
    return sums;
  }

  private void outcome(Map<String, Object> record) throws FormatException {
    boolean above = isOver(callOf(record, "call.outcome"), record);
    Object said = record.getOrDefault("over", false);
    require(said instanceof Boolean, "over: " + shown(said) + " (expected: true or false)");
    require(
        said.equals(above),
        above ? "settle above the holds without over" : "over without a settle above the holds");
    over += above ? 1 : 0;
    attempts.remove(State.call(record));
    String status = text(record, "status");
    require(STATUSES.contains(status), "status: " + shown(status));
    require(
        status.equals("ok") || record.get("code") instanceof String,
        "call.outcome: " + status + " without code");
    require(
        record.getOrDefault("attempts", List.of()) instanceof List<?>,
        "attempts: (expected: a list)");
  }

  private void orphan(Map<String, Object> record) throws FormatException {
    CallId call = State.call(record);
    Set<CallId> awaited = awaitedOrphans;
    require(
        awaited != null && awaited.remove(call),
        "call.orphan outside the opening that ends its call");
    require(!isOver(callOf(record, "call.orphan"), record), "call.orphan: settle above the holds");
    attempts.remove(call);
  }

  private void decision(Map<String, Object> record) throws FormatException {
    require(
        DECISIONS.contains(text(record, "decision")), "decision: " + shown(record.get("decision")));
    if (record.containsKey("call")) {
      CallId call = State.call(record);
      require(!called.contains(call), "decision about call " + call + ", which has an intent");
    }
    people(record);
  }

  private void incident(Map<String, Object> record) throws FormatException {
    if (record.containsKey("call")) {
      CallId call = State.call(record);
      require(
          state.fold().openCalls().containsKey(call) || !called.contains(call),
          "incident: call " + call + " has ended");
    }
  }

  private void writer(long seq, String type, Map<String, Object> record) throws FormatException {
    String about = text(record, "origin");
    Origin named =
        Origin.parse(about)
            .orElseThrow(() -> new FormatException(type + ": origin " + shown(about)));
    if (type.equals("writer.open")) {
      Vkey key = Vkey.parse(text(record, "vkey"));
      require(
          named.keyName().equals(key.name()),
          "writer.open: origin " + shown(about) + " (expected: of key " + shown(key.name()) + ")");
      writers.add(new Writer(seq, type, about, 0, key.toString()));
    } else {
      require(
          isCount(record.get("size")) && isHex64(record.get("root")), type + ": " + shown(record));
      long size = Long.parseLong(String.valueOf(record.get("size")));
      writers.add(new Writer(seq, type, about, size, text(record, "root")));
    }
  }

  /** A sealed segment ends with one tally for each tenant active in it. */
  void requireTallies() throws FormatException {
    require(new HashSet<>(tallies).size() == tallies.size(), "seal: a tenant is tallied twice");
    require(
        new TreeSet<>(tallies).equals(activeTenants),
        "seal: tallies of " + shown(tallies) + " (expected: " + shown(activeTenants) + ")");
  }

  /** A new segment begins. */
  void beginSegment() {
    activeTenants.clear();
    tallies.clear();
  }

  /** Takes a state as given: at a pruned start, or a new epoch's. */
  void take(State given) {
    state = given;
    called.addAll(given.fold().openCalls().keySet());
  }

  /** The key in force where the log begins. */
  void takeKey(long seq, Vkey key) {
    keys.add(new KeyFrom(seq, key, null));
  }

  State state() {
    return state;
  }

  List<KeyFrom> keys() {
    return keys;
  }

  List<KeyFrom> rotations() {
    return rotations;
  }

  Map<String, Torn> recoveries() {
    return recoveries;
  }

  List<Writer> writers() {
    return writers;
  }

  @Nullable PrevLog prevLog() {
    return prevLog;
  }

  long over() {
    return over;
  }

  /** The last process.start; -1 before the first. */
  long lastStart() {
    return lastStart;
  }

  /** Whether the records of an opening are still being written. */
  boolean inOpening() {
    return awaitedOrphans != null;
  }

  private static String text(Map<String, Object> record, String name) {
    return record.get(name) instanceof String text ? text : "";
  }

  static boolean isHex64(@Nullable Object value) {
    return value instanceof String text && HEX64.matcher(text).matches();
  }

  static boolean isCount(@Nullable Object value) {
    return value instanceof Long count && count >= 0;
  }
}
