package io.aiarco.asc.testkit.conformance;

import java.util.Set;

/**
 * What must come of a case's bytes.
 *
 * @param only the wire, the mode or both that it is limited to; none for all
 */
record Expectation(Set<String> only, Outcome outcome) {
  Expectation {
    only = Set.copyOf(only);
  }

  boolean fits(WireBody body) {
    return Set.of(body.wire(), body.mode()).containsAll(only);
  }
}
