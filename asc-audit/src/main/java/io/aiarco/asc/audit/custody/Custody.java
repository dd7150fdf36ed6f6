package io.aiarco.asc.audit.custody;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.Pseudonyms;
import io.aiarco.asc.audit.content.KeptContent;
import io.aiarco.asc.audit.content.PseudonymFiles;
import io.aiarco.asc.audit.evidence.LogQuery;
import io.aiarco.asc.audit.evidence.RecordFilter;
import io.aiarco.asc.audit.journal.Ground;
import io.aiarco.asc.audit.journal.OperatorAct;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an operator may do with what is kept outside the log, each act with a record in the log. The
 * gateway must not run: while one of the installation's processes does, every act is refused with
 * an {@link AuditUnavailableException} that names it, and nothing is done. Single-thread.
 *
 * <p>What is to be destroyed is destroyed first and its record written after. A crash between
 * leaves what is gone without a record; the same act again destroys nothing and writes it. In the
 * other order the log could say for ever what did not happen.
 */
public final class Custody {
  private static final Pattern PSEUDONYM = Pattern.compile("hmac:[^ :]+:[0-9a-f]{64}");

  private final Path audit;
  private final Path keys;
  private final KeptContent content;
  private final PseudonymFiles pseudonyms;
  private final Clock clock;

  /** {@code data}: the folder {@code data} of {@code asc.yaml}. */
  public Custody(Path data, Clock clock) {
    this.audit = data.resolve("audit");
    this.keys = data.resolve("keys");
    this.content = new KeptContent(data.resolve("content"));
    this.pseudonyms = new PseudonymFiles(keys);
    this.clock = clock;
  }

  /**
   * Destroys what is kept of a call: its secrets and its texts.
   *
   * @throws IllegalArgumentException when the log has no commitment of such a call
   */
  public Erased erase(CallId call, Ground ground) throws IOException {
    try (StoppedLogs logs = open()) {
      List<KeptCall> calls = KeptCall.of(audit, call);
      if (calls.isEmpty()) {
        throw new IllegalArgumentException(
            "call: " + call + " has no commitment in the log (expected: a call that has)");
      }
      return erase(logs, calls, ground);
    }
  }

  /**
   * Destroys what is kept of all calls about a person.
   *
   * @param person the name as callers give it, or a pseudonym as the log has it
   */
  public Erased erase(TenantId tenant, String person, Ground ground) throws IOException {
    try (StoppedLogs logs = open()) {
      return erase(logs, KeptCall.of(audit, tenant, names(tenant, person)), ground);
    }
  }

  /**
   * Destroys the key of one epoch of a tenant's pseudonyms: they mean nobody from then on.
   *
   * @return false when that had been done before, record and all
   * @throws IllegalArgumentException for the epoch in force: rotate first
   */
  public boolean destroyPseudonyms(TenantId tenant, int epoch, Ground ground) throws IOException {
    String keyId = Integer.toString(epoch);
    try (StoppedLogs logs = open()) {
      boolean destroyed = pseudonyms.destroy(tenant, epoch);
      if (!destroyed && saysDestroyed(tenant, keyId)) {
        return false;
      }
      logs.write(
          new OperatorAct(OperatorAct.Kind.ERASURE, tenant, Map.of("pseudonyms", keyId), ground));
      logs.await();
      return true;
    }
  }

  private boolean saysDestroyed(TenantId tenant, String keyId) throws IOException {
    List<Object> said = new ArrayList<>();
    LogQuery.records(
        audit,
        new RecordFilter(tenant.value(), null, null, Set.of("erasure"), null, null),
        record -> {
          if (keyId.equals(record.get("pseudonyms"))) {
            said.add(record);
          }
        });
    return !said.isEmpty();
  }

  private Erased erase(StoppedLogs logs, List<KeptCall> calls, Ground ground) throws IOException {
    Set<CallId> destroyed =
        content.erase(calls.stream().map(KeptCall::call).collect(Collectors.toSet()));
    List<KeptCall> unsaid =
        calls.stream().filter(kept -> !kept.erased() || destroyed.contains(kept.call())).toList();
    for (KeptCall kept : unsaid) {
      logs.write(
          kept.writer(),
          new OperatorAct(
              OperatorAct.Kind.ERASURE,
              kept.tenant(),
              Map.of("call", kept.call().value()),
              ground));
    }
    logs.await();
    return new Erased(unsaid.size(), calls.size() - unsaid.size());
  }

  private Set<String> names(TenantId tenant, String person) {
    return PSEUDONYM.matcher(person).matches()
        ? Set.of(person)
        : Set.copyOf(pseudonyms.lookUp(tenant, Pseudonyms.SUBJECT, person));
  }

  private StoppedLogs open() throws IOException {
    return StoppedLogs.open(audit, keys, clock);
  }
}
