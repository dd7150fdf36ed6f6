package io.aiarco.asc.attempt;

import io.aiarco.asc.call.EndpointId;

/**
 * One endpoint the router looked at.
 *
 * @param kept whether it is in the plan
 * @param why in a few words: why it was dropped, or why it stands where it stands. Immutable.
 */
public record RouteCandidate(EndpointId endpoint, boolean kept, String why) {
  @Override
  public String toString() {
    return endpoint + (kept ? " kept: " : " dropped: ") + why;
  }
}
