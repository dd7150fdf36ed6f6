package io.aiarco.asc.provider.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets an interrupt reach a thread that waits for a socket. A platform thread in a socket read does
 * not notice one until bytes arrive (seen on JDK 17 and 25), so one daemon thread looks at those
 * waiting and aborts the calls of interrupted ones. It sleeps while there are none. Thread-safe.
 */
final class InterruptWatch implements AutoCloseable {
  private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

  private final Set<OutboundCall> calls;
  private final Thread thread;
  private volatile boolean idle;
  private volatile boolean closed;

  /** Watches {@code calls}, a concurrent set that others fill and empty. */
  InterruptWatch(Set<OutboundCall> calls) {
    this.calls = calls;
    this.thread = new Thread(this::run, "asc-egress-interrupts");
    thread.setDaemon(true);
    thread.start();
  }

  /** To be told after a call was added. */
  void added() {
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closed) {
      idle = true;
      if (calls.isEmpty()) {
        LockSupport.park(this);
      } else {
        idle = false;
        LockSupport.parkNanos(this, LOOK_NANOS);
      }
      calls.forEach(OutboundCall::abortIfInterrupted);
    }
  }
}
