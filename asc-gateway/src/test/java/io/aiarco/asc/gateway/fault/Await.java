package io.aiarco.asc.gateway.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what another thread or process does. */
final class Await {
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final long LOOK_EVERY_NANOS = 50_000;

  private Await() {}

  /**
   * Returns once {@code condition} holds, at most 50 microseconds late; fails when it never does.
   */
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it never came");
      // A spin would take the core that the others need to come to it.
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }
}
