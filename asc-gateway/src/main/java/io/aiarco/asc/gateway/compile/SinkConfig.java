package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.audit.ship.RecordSink;
import io.aiarco.asc.audit.ship.ShipPlan;
import io.aiarco.asc.egress.Egress;
import java.time.Clock;
import java.util.function.BiFunction;

/**
 * A sink of the audit log, complete but for the way out. Immutable.
 *
 * @param opener makes it
 */
public record SinkConfig(String name, BiFunction<Egress, Clock, RecordSink> opener) {
  /** The sink. */
  public ShipPlan plan(Egress egress, Clock clock) {
    return new ShipPlan(name, opener.apply(egress, clock));
  }
}
