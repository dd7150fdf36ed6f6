package io.aiarco.asc.provider;

import java.time.Duration;

/**
 * How long an attempt may wait, each more than zero. The call's deadline bounds them all.
 *
 * @param connect for a connection, name look-up and TLS included
 * @param firstToken from the request to the first byte of the reply
 * @param interChunk between two bytes of a reply. Immutable.
 */
public record Timeouts(Duration connect, Duration firstToken, Duration interChunk) {
  /** 5 s, 2 min (reasoning models think long), 60 s. */
  public static final Timeouts STANDARD =
      new Timeouts(Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofSeconds(60));

  public Timeouts {
    positive("connect", connect);
    positive("first-token", firstToken);
    positive("inter-chunk", interChunk);
  }

  private static void positive(String name, Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(name + ": " + timeout + " (expected: > 0)");
    }
  }
}
