package io.aiarco.asc.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries "stop now" from whoever ends a call to whatever it is blocked in: a socket being dialled,
 * a reply being awaited. Cancelled once, for good. Thread-safe; {@code lock} guards both fields,
 * actions run outside it.
 */
public final class Cancellation {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> actions = new ArrayList<>(2);
  private boolean cancelled;

  /** Not cancelled. */
  public Cancellation() {}

  /** Runs {@code action} when cancelled, at once when it is already. It must not block or throw. */
  public void onCancel(Runnable action) {
    lock.lock();
    try {
      if (!cancelled) {
        actions.add(action);
        return;
      }
    } finally {
      lock.unlock();
    }
    action.run();
  }

  /** Cancels; later calls do nothing. */
  public void cancel() {
    List<Runnable> due;
    lock.lock();
    try {
      cancelled = true;
      due = List.copyOf(actions);
      actions.clear();
    } finally {
      lock.unlock();
    }
    due.forEach(Runnable::run);
  }

  /** Whether it was cancelled. */
  public boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }
}
