package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private final Set<String> activeTenants = new TreeSet<>();
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
  void check(String type, Map<String, Object> record, State state) throws FormatException {
    if (!record.containsKey("tenant") && !record.containsKey("tseq")) {
      require(!ALWAYS.contains(type), () -> shown(type) + ": no tenant");
      return;
    }
    require(
        record.get("tenant") instanceof String name
            && !name.isEmpty()
            && record.get("tseq") instanceof Long,
        "tenant and tseq: (expected: both)");
    require(!NEVER.contains(type), () -> shown(type) + " with a tenant");
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
        () ->
            "tseq of "
                + shown(tenant)
                + ": "
                + shown(record.get("tseq"))
                + " (expected: "
                + expected
                + ")");
  }

  /** A sealed segment ends with one tally for each tenant active in it. */
  void requireTallies() throws FormatException {
    require(new HashSet<>(tallies).size() == tallies.size(), "seal: a tenant is tallied twice");
    require(
        new TreeSet<>(tallies).equals(activeTenants),
        () -> "seal: tallies of " + shown(tallies) + " (expected: " + shown(activeTenants) + ")");
  }
}
