package io.aiarco.asc.audit.custody;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.Pseudonyms;
import io.aiarco.asc.audit.content.KeptContent;
import io.aiarco.asc.audit.content.PseudonymFiles;
import io.aiarco.asc.audit.evidence.RecordFilter;
import io.aiarco.asc.audit.journal.Ground;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.OperatorAct;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.call.Ulid;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may do with what is kept outside the log, each act with a record in the log.
 * While another of the installation's processes runs, every act is refused with an {@link
 * AuditUnavailableException} that names it, and nothing is done. Single-thread.
 *
 * <p>What is to be destroyed is destroyed first and its record written after. A crash between
 * leaves what is gone without a record; the same act again destroys nothing and writes it. In the
 * other order the log could say for ever what did not happen.
 */
public final class Custody {
  private static final Pattern PSEUDONYM = Pattern.compile("hmac:[^ :]+:[0-9a-f]{64}");

  private final LogRoots audit;
  private final Path keys;
  private final KeptContent content;
  private final PseudonymFiles pseudonyms;
  private final Clock clock;
  private final Ulid ids;
  private final @Nullable Journal running;
  private final Runnable holdsChanged;

  /**
   * That of an installation that does not run.
   *
   * @param data the folder {@code data} of {@code asc.yaml}
   * @param fallback {@code audit.fallback} there, without which what a writer wrote after its disk
   *     failed is neither seen nor continued; null where there is none
   */
  public Custody(Path data, @Nullable Path fallback, Clock clock) {
    this(data, fallback, clock, null, () -> {});
  }

  /**
   * That of a gateway, while it runs: its own journal takes the records.
   *
   * @param holdsChanged told after each change of the holds in force
   */
  public static Custody of(
      Journal running, Path data, @Nullable Path fallback, Clock clock, Runnable holdsChanged) {
    return new Custody(data, fallback, clock, running, holdsChanged);
  }

  private Custody(
      Path data,
      @Nullable Path fallback,
      Clock clock,
      @Nullable Journal running,
      Runnable holdsChanged) {
    this.running = running;
    this.holdsChanged = holdsChanged;
    this.audit = new LogRoots(data.resolve("audit"), fallback);
    this.keys = data.resolve("keys");
    this.content = new KeptContent(data.resolve("content"));
    this.pseudonyms = new PseudonymFiles(keys);
    this.clock = clock;
    this.ids = new Ulid(clock, new SecureRandom());
  }

  /**
   * Destroys what is kept of a call: its secrets and its texts.
   *
   * @throws IllegalArgumentException when the log has no commitment of such a call
   * @throws LegalHoldException when it is held
   */
  public Erased erase(CallId call, Ground ground) throws IOException {
    try (ActLogs logs = open()) {
      List<KeptCall> calls = KeptCall.of(audit, call);
      if (calls.isEmpty()) {
        throw new IllegalArgumentException(
            "call: " + call + " has no commitment in the log (expected: a call that has)");
      }
      return erase(logs, calls, Set.of(), ground);
    }
  }

  /**
   * Destroys what is kept of all calls about a person.
   *
   * @param person the name as callers give it, or a pseudonym as the log has it
   * @throws LegalHoldException when one of them is held; then none is erased
   */
  public Erased erase(TenantId tenant, String person, Ground ground) throws IOException {
    try (ActLogs logs = open()) {
      Set<String> names = names(tenant, person);
      return erase(logs, KeptCall.of(audit, tenant, names), names, ground);
    }
  }

  /**
   * Destroys what is kept of calls whose log is here and has no intent of them: a crash came before
   * it was durable. Nothing says whose they are, so any hold stands in the way.
   *
   * @throws AuditUnavailableException in a gateway that runs: what it keeps just now is not
   *     recorded yet
   * @throws LegalHoldException when anything is held
   */
  public Erased eraseUnrecorded(Ground ground) throws IOException {
    if (running != null) {
      throw new AuditUnavailableException(
          "erase: the gateway runs, and what it keeps just now is not recorded yet (expected: a"
              + " stopped gateway)",
          null);
    }
    try (ActLogs logs = open()) {
      return erase(logs, KeptCall.unrecorded(audit, content), Set.of(), ground);
    }
  }

  /**
   * Destroys the key of one epoch of a tenant's pseudonyms: they mean nobody from then on.
   *
   * @return false when that had been done before, record and all
   * @throws IllegalArgumentException for the epoch in force: rotate first
   * @throws LegalHoldException when anything of the tenant is held, since the key tells whose it is
   */
  public boolean destroyPseudonyms(TenantId tenant, int epoch, Ground ground) throws IOException {
    String keyId = Integer.toString(epoch);
    try (ActLogs logs = open()) {
      for (LegalHold hold : holds()) {
        if (hold.scope().tenant().equals(tenant)) {
          throw new LegalHoldException(hold, "pseudonyms of epoch " + keyId);
        }
      }
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
    audit.records(
        new RecordFilter(tenant.value(), null, null, Set.of("erasure"), null, null),
        record -> {
          if (keyId.equals(record.get("pseudonyms"))) {
            said.add(record);
          }
        });
    return !said.isEmpty();
  }

  /**
   * Holds what is in scope: nobody erases it until the hold is released.
   *
   * @param scope its {@code subject} may be a name as callers give it: the person is then held
   *     under each pseudonym the tenant's keys make, so hold once more after rotating them
   * @return the hold, or one for each pseudonym
   */
  public List<LegalHold> hold(LegalHold.Scope scope, Ground ground) throws IOException {
    String person = scope.subject();
    List<LegalHold> made = new ArrayList<>();
    if (person == null) {
      made.add(new LegalHold(ids.next(), scope, ground));
    } else {
      for (String name : names(scope.tenant(), person)) {
        LegalHold.Scope named =
            new LegalHold.Scope(scope.tenant(), name, scope.call(), scope.from(), scope.to());
        made.add(new LegalHold(ids.next(), named, ground));
      }
    }
    if (made.isEmpty()) {
      throw new IllegalArgumentException(
          "subject: " + scope.tenant() + " has no key of pseudonyms (expected: one)");
    }
    try (ActLogs logs = open()) {
      made.forEach(hold -> logs.write(HoldRecords.add(hold)));
      logs.await();
    }
    holdsChanged.run();
    return made;
  }

  /**
   * Ends a hold.
   *
   * @throws IllegalArgumentException when no such hold is in force
   */
  public void release(String id, Ground ground) throws IOException {
    try (ActLogs logs = open()) {
      LegalHold hold =
          holds().stream()
              .filter(each -> each.id().equals(id))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "hold: " + id + " is not in force (expected: one that is)"));
      logs.write(HoldRecords.release(hold, ground));
      logs.await();
    }
    holdsChanged.run();
  }

  /** The holds in force, as the log has them, the oldest first; also while the gateway runs. */
  public List<LegalHold> holds() throws IOException {
    return HoldRecords.inForce(audit);
  }

  private Erased erase(ActLogs logs, List<KeptCall> calls, Set<String> names, Ground ground)
      throws IOException {
    for (LegalHold hold : holds()) {
      for (KeptCall kept : calls) {
        if (hold.scope().covers(kept, names)) {
          throw new LegalHoldException(hold, "call " + kept.call());
        }
      }
    }
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

  private ActLogs open() throws IOException {
    return ActLogs.open(audit, keys, running, clock);
  }
}
