package io.aiarco.asc.policy;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.Region;
import java.util.Set;

/**
 * Where an allowed call may go, and in what form. Empty sets admit nothing: what is not granted is
 * denied.
 *
 * @param regions the regions it may be processed in
 * @param unsupported what happens to settings an endpoint has no words for. Immutable.
 */
public record Constraints(Set<Region> regions, Unsupported unsupported) {
  public Constraints {
    regions = Set.copyOf(regions);
  }

  /** Constraints under which nothing is left out. */
  public Constraints(Set<Region> regions) {
    this(regions, Unsupported.REFUSE);
  }

  /** Whether content may be sent to {@code endpoint}. */
  public boolean admit(EndpointId endpoint) {
    return regions.contains(endpoint.region());
  }
}
