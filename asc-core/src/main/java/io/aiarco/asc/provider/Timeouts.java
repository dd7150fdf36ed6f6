package io.aiarco.asc.provider;

import java.time.Duration;

/**
 * How long an attempt may wait, each more than zero.
 *
 * @param connect for a connection, name look-up and TLS included
 * @param firstToken from the request to the first content of the reply; a provider's signs of life,
 *     such as pings, do not count
 * @param interChunk between two bytes of a reply, signs of life among them
 * @param deadline the whole call, when the caller declares none; it bounds the others. Immutable.
 */
public record Timeouts(
    Duration connect, Duration firstToken, Duration interChunk, Duration deadline) {
  /** 5 s, 2 min (reasoning models think long), 60 s, 10 min. */
  public static final Timeouts STANDARD =
      new Timeouts(
          Duration.ofSeconds(5),
          Duration.ofMinutes(2),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10));

  public Timeouts {
    positive("connect", connect);
    positive("first-token", firstToken);
    positive("inter-chunk", interChunk);
    positive("deadline", deadline);
  }

  private static void positive(String name, Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(name + ": " + timeout + " (expected: > 0)");
    }
  }
}
