package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.audit.anchor.Anchor;
import io.aiarco.asc.audit.anchor.AnchorPlan;
import io.aiarco.asc.egress.Egress;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiFunction;

/**
 * An anchor of the audit log, complete but for the way out. Immutable.
 *
 * @param atEnds whether it takes the checkpoints of sealed segments at once
 * @param opener makes it
 */
public record AnchorConfig(
    String name, Duration every, boolean atEnds, BiFunction<Egress, Clock, Anchor> opener) {
  /** The anchor with its turns. */
  public AnchorPlan plan(Egress egress, Clock clock) {
    return new AnchorPlan(name, opener.apply(egress, clock), every, atEnds);
  }
}
