package io.aiarco.asc.provider.http;

import java.time.Duration;

/**
 * How the transport keeps connections.
 *
 * @param maxIdleConnections kept open per trust zone for the next call, at least 0; with fewer than
 *     the calls in flight at once, most calls pay for a new connection
 * @param keepAlive how long an idle one is kept, more than zero. Immutable.
 */
public record EgressConfig(int maxIdleConnections, Duration keepAlive) {
  /** 256 connections, 5 minutes. */
  public static final EgressConfig STANDARD = new EgressConfig(256, Duration.ofMinutes(5));

  public EgressConfig {
    if (maxIdleConnections < 0) {
      throw new IllegalArgumentException(
          "maxIdleConnections: " + maxIdleConnections + " (expected: >= 0)");
    }
    if (keepAlive.isNegative() || keepAlive.isZero()) {
      throw new IllegalArgumentException("keepAlive: " + keepAlive + " (expected: > 0)");
    }
  }
}
