package io.aiarco.asc.audit.custody;

import io.aiarco.asc.audit.content.KeptContent;
import io.aiarco.asc.audit.evidence.RecordFilter;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A call of which something is or was kept outside the log. Immutable.
 *
 * @param tenant whose it is; null where no log has its intent, and then nobody knows the next three
 * @param subject the pseudonym of the person it is about; empty for nobody
 * @param at when it was intended
 * @param writer whose log it stands in
 * @param erased whether an {@code erasure} record says so
 */
record KeptCall(
    CallId call,
    @Nullable TenantId tenant,
    String subject,
    Instant at,
    String writer,
    boolean committed,
    boolean erased) {
  private static final Set<String> TYPES = Set.of("call.intent", "call.outcome", "erasure");

  /** The one call, if it has a commitment. */
  static List<KeptCall> of(LogRoots logs, CallId call) throws IOException {
    return read(logs, null, call, intent -> true);
  }

  /** The calls of a tenant with a commitment, about the person who has these pseudonyms. */
  static List<KeptCall> of(LogRoots logs, TenantId tenant, Set<String> subjects)
      throws IOException {
    return read(logs, tenant, null, intent -> subjects.contains(text(intent, "subject")));
  }

  /** The calls in {@code content} whose log is here and has no intent of them. */
  static List<KeptCall> unrecorded(LogRoots logs, KeptContent content) throws IOException {
    Set<Path> here = new HashSet<>();
    logs.byWriter().values().forEach(each -> each.forEach(log -> here.add(folder(log))));
    Map<String, KeptCall> calls = new LinkedHashMap<>();
    content
        .calls(name -> Origin.parse(name).filter(log -> here.contains(folder(log))).isPresent())
        .forEach(
            call ->
                calls.put(
                    call.value(), new KeptCall(call, null, "", Instant.EPOCH, "", true, false)));
    logs.records(
        new RecordFilter(null, null, null, Set.of("call.intent", "erasure"), null, null),
        record -> {
          String id = text(record, "call");
          if (text(record, "type").equals("erasure")) {
            calls.computeIfPresent(id, (key, known) -> known.with(false, true));
          } else {
            calls.remove(id);
          }
        });
    return List.copyOf(calls.values());
  }

  /** Writer and epoch. */
  private static Path folder(Path log) {
    return log.subpath(log.getNameCount() - 2, log.getNameCount());
  }

  private static Path folder(Origin log) {
    return Path.of(log.writer(), Long.toString(log.epoch()));
  }

  private static List<KeptCall> read(
      LogRoots logs,
      @Nullable TenantId tenant,
      @Nullable CallId call,
      Predicate<Map<String, Object>> wanted)
      throws IOException {
    Map<String, KeptCall> calls = new LinkedHashMap<>();
    RecordFilter filter =
        new RecordFilter(
            tenant == null ? null : tenant.value(),
            null,
            call == null ? null : call.value(),
            TYPES,
            null,
            null);
    logs.records(
        filter,
        record -> {
          String id = text(record, "call");
          switch (text(record, "type")) {
            case "call.intent" -> {
              if (wanted.test(record)) {
                calls.put(id, of(record));
              }
            }
            case "call.outcome" ->
                calls.computeIfPresent(
                    id, (key, known) -> known.with(record.containsKey("resp_c"), false));
            default -> calls.computeIfPresent(id, (key, known) -> known.with(false, true));
          }
        });
    return calls.values().stream().filter(KeptCall::committed).toList();
  }

  private static KeptCall of(Map<String, Object> intent) {
    return new KeptCall(
        new CallId(text(intent, "call")),
        new TenantId(text(intent, "tenant")),
        text(intent, "subject"),
        Instant.parse(text(intent, "ts")),
        Origin.parse(text(intent, "log")).orElseThrow().writer(),
        intent.containsKey("prompt_c"),
        false);
  }

  private KeptCall with(boolean alsoCommitted, boolean alsoErased) {
    return new KeptCall(
        call, tenant, subject, at, writer, committed || alsoCommitted, erased || alsoErased);
  }

  static String text(Map<String, Object> record, String name) {
    return record.get(name) instanceof String text ? text : "";
  }
}
