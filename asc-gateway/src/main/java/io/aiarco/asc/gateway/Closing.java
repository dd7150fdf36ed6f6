package io.aiarco.asc.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Closes what was opened, the last first, each whatever the others throw, and once; whoever asks a
 * second time waits until the first is done. Thread-safe when all was handed over before it is
 * shared; {@code lock} is held while closing.
 */
final class Closing implements AutoCloseable {
  private final Deque<Runnable> acts = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean begun;

  /** To be closed before all that was handed over earlier. */
  void first(Runnable act) {
    acts.push(act);
  }

  boolean hasBegun() {
    return begun;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!begun) {
        begun = true;
        closeRest();
      }
    } finally {
      lock.unlock();
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
