package io.aiarco.asc.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes what was opened, the last first, each whatever the others throw, and once. Thread-safe
 * when all was handed over before it is shared.
 */
final class Closing implements AutoCloseable {
  private final Deque<Runnable> acts = new ArrayDeque<>();
  private final AtomicBoolean begun = new AtomicBoolean();

  /** To be closed before all that was handed over earlier. */
  void first(Runnable act) {
    acts.push(act);
  }

  boolean hasBegun() {
    return begun.get();
  }

  @Override
  public void close() {
    if (begun.compareAndSet(false, true)) {
      closeRest();
    }
  }

  private void closeRest() {
    Runnable act = acts.poll();
    if (act == null) {
      return;
    }
    try {
      act.run();
    } finally {
      closeRest();
    }
  }
}
