package io.aiarco.asc.attempt;

import io.aiarco.asc.call.EndpointId;
import java.util.List;

/**
 * Where a call went.
 *
 * @param endpoint the one that served it
 * @param attempts every attempt, failed ones too, in order. Immutable.
 */
public record RouteTaken(EndpointId endpoint, List<Attempt> attempts) {
  public RouteTaken {
    attempts = List.copyOf(attempts);
  }
}
