package io.aiarco.asc.audit.custody;

import static io.aiarco.asc.audit.custody.KeptCall.text;

import io.aiarco.asc.audit.evidence.RecordFilter;
import io.aiarco.asc.audit.journal.Ground;
import io.aiarco.asc.audit.journal.OperatorAct;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Legal holds as {@code admin.change} records: those in force are the ones added and not released,
 * so the log is all there is to keep.
 */
final class HoldRecords {
  private static final String ADD = "legal_hold.add";
  private static final String RELEASE = "legal_hold.release";

  private HoldRecords() {}

  static OperatorAct add(LegalHold hold) {
    LegalHold.Scope scope = hold.scope();
    Map<String, String> about = new TreeMap<>(Map.of("change", ADD, "legal_hold", hold.id()));
    put(about, "subject", scope.subject());
    put(about, "call", scope.call());
    put(about, "from", scope.from());
    put(about, "to", scope.to());
    return new OperatorAct(OperatorAct.Kind.ADMIN_CHANGE, scope.tenant(), about, hold.ground());
  }

  static OperatorAct release(LegalHold hold, Ground ground) {
    return new OperatorAct(
        OperatorAct.Kind.ADMIN_CHANGE,
        hold.scope().tenant(),
        Map.of("change", RELEASE, "legal_hold", hold.id()),
        ground);
  }

  /** The holds in force, the oldest first. */
  static List<LegalHold> inForce(LogRoots logs) throws IOException {
    Map<String, LegalHold> added = new LinkedHashMap<>();
    Set<String> released = new HashSet<>();
    logs.records(
        new RecordFilter(null, null, null, Set.of("admin.change"), null, null),
        record -> {
          String id = text(record, "legal_hold");
          switch (text(record, "change")) {
            case ADD -> added.put(id, hold(id, record));
            case RELEASE -> released.add(id);
            default -> {}
          }
        });
    added.keySet().removeAll(released);
    return List.copyOf(added.values());
  }

  private static LegalHold hold(String id, Map<String, Object> record) {
    return new LegalHold(
        id,
        new LegalHold.Scope(
            new TenantId(text(record, "tenant")),
            member(record, "subject", subject -> subject),
            member(record, "call", CallId::new),
            member(record, "from", Instant::parse),
            member(record, "to", Instant::parse)),
        new Ground(text(record, "by"), text(record, "why")));
  }

  private static void put(Map<String, String> about, String name, @Nullable Object value) {
    if (value != null) {
      about.put(name, value.toString());
    }
  }

  private static <T> @Nullable T member(
      Map<String, Object> record, String name, Function<String, T> read) {
    String text = text(record, name);
    return text.isEmpty() ? null : read.apply(text);
  }
}
