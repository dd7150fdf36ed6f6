package io.aiarco.asc.provider;

import io.aiarco.asc.audit.IntentPermit;
import io.aiarco.asc.policy.Constraints;

/**
 * Turns one {@link IntentPermit} into one {@link EndpointGrant}, under the policy's constraints.
 * The last look before content leaves: a router that planned wrongly is stopped here. Thread-safe.
 */
public final class EndpointGate {
  /** A gate. */
  public EndpointGate() {}

  /**
   * Spends the permit.
   *
   * @throws IllegalStateException when the constraints do not admit its endpoint, or it was spent
   *     before: both are faults of ASC, never of a caller
   */
  public EndpointGrant grant(IntentPermit permit, Constraints constraints) {
    if (!constraints.admit(permit.endpoint())) {
      throw new IllegalStateException(
          "endpoint: "
              + permit.endpoint()
              + " (expected: a region of "
              + constraints.regions()
              + ")");
    }
    if (!permit.spend()) {
      throw new IllegalStateException(
          "permit: call "
              + permit.call()
              + " attempt "
              + permit.attempt()
              + " was spent (expected: once)");
    }
    return new EndpointGrant(permit.call(), permit.attempt(), permit.endpoint());
  }
}
