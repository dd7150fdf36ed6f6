package io.aiarco.asc.provider;

import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.EndpointId;

/**
 * The licence to send a call's content to one endpoint. Only an {@link EndpointGate} makes one,
 * from a permit that a durable audit record and a hold stand behind. Immutable.
 */
public final class EndpointGrant {
  private final CallId call;
  private final int attempt;
  private final EndpointId endpoint;

  EndpointGrant(CallId call, int attempt, EndpointId endpoint) {
    this.call = call;
    this.attempt = attempt;
    this.endpoint = endpoint;
  }

  /** The call. */
  public CallId call() {
    return call;
  }

  /** Which attempt of it, from 1. */
  public int attempt() {
    return attempt;
  }

  /** Where its content may go. */
  public EndpointId endpoint() {
    return endpoint;
  }
}
