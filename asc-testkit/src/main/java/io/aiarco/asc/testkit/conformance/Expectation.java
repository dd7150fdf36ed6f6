package io.aiarco.asc.testkit.conformance;

import java.util.List;
import java.util.Set;

/**
 * What must come of a case's bytes.
 *
 * @param only the wire, the mode or both that it is limited to, of a request the wires that it is
 *     written on; none for all
 */
record Expectation(Set<String> only, Outcome outcome) {
  Expectation {
    only = Set.copyOf(only);
  }

  /** Whether it is about this reply. */
  boolean fits(WireBody body) {
    return Set.of(body.wire(), body.mode()).containsAll(only);
  }

  /** Whether it is about a request as one who writes these wires does. */
  boolean fits(List<String> wires) {
    return only.isEmpty() || wires.stream().anyMatch(only::contains);
  }
}
