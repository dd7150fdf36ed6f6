package io.aiarco.asc.policy;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.Region;
import java.util.Set;

/**
 * Where an allowed call may go. Empty sets admit nothing: what is not granted is denied.
 *
 * @param regions the regions it may be processed in. Immutable.
 */
public record Constraints(Set<Region> regions) {
  public Constraints {
    regions = Set.copyOf(regions);
  }

  /** Whether content may be sent to {@code endpoint}. */
  public boolean admit(EndpointId endpoint) {
    return regions.contains(endpoint.region());
  }
}
