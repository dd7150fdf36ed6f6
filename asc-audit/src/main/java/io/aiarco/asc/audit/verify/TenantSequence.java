package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Key;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.RecordView;
import io.aiarco.asc.audit.format.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks {@code tenant} and {@code tseq}, docs/audit-format.md §2, and that a sealed segment
 * tallies its tenants, §5. Single-thread.
 */
final class TenantSequence {
  private static final Set<String> ALWAYS =
      Set.of(
          "call.intent",
          "call.attempt",
          "call.hold",
          "call.outcome",
          "call.orphan",
          "gap",
          "tenant.tally");
  private static final Set<String> NEVER =
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

  private final Origin origin;
  private final Set<String> activeTenants = new HashSet<>();
  private final List<String> tallies = new ArrayList<>();

  TenantSequence(Origin origin) {
    this.origin = origin;
  }

  /** A new segment begins. */
  void beginSegment() {
    activeTenants.clear();
    tallies.clear();
  }

  /** After the first tally come only tallies and the end of the process. */
  void requireSealAfterTally(String type) throws FormatException {
    if (!tallies.isEmpty() && !type.equals("tenant.tally") && !type.equals("log.close")) {
      require(
          type.equals("process.start"),
          () -> shown(type) + " after tenant.tally (expected: the seal of the segment)");
      tallies.clear();
    }
  }

  /** Checks the tenant of a record; {@code state} is that of the records below. */
  void check(RecordView record, State state) throws FormatException {
    String type = record.type();
    if (!record.has(Key.TENANT) && !record.has(Key.TSEQ)) {
      require(!ALWAYS.contains(type), () -> shown(type) + ": no tenant");
      return;
    }
    String tenant = record.tenant();
    long number = record.integer(Key.TSEQ);
    if (tenant == null || tenant.isEmpty() || number == RecordView.NO_INTEGER) {
      throw new FormatException("tenant and tseq: (expected: both)");
    }
    require(!NEVER.contains(type), () -> shown(type) + " with a tenant");
    require(!origin.writer().equals(LogFiles.REGISTRY), "tenant in the registry");
    if (type.equals("tenant.tally")) {
      tallies.add(tenant);
    } else {
      activeTenants.add(tenant);
    }
    long expected = state.nextOf(tenant);
    require(
        number == expected,
        () -> "tseq of " + shown(tenant) + ": " + number + " (expected: " + expected + ")");
  }

  /** A sealed segment ends with one tally for each tenant active in it. */
  void requireTallies() throws FormatException {
    require(new HashSet<>(tallies).size() == tallies.size(), "seal: a tenant is tallied twice");
    require(
        new HashSet<>(tallies).equals(activeTenants),
        () ->
            "seal: tallies of "
                + shown(tallies)
                + " (expected: "
                + shown(new TreeSet<>(activeTenants))
                + ")");
  }
}
