package io.aiarco.asc.audit.carry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A daemon thread that takes one step after another: when there is news, when the last step's wait
 * is over, and a last one when it is closed. Thread-safe; {@code lock} guards the two flags.
 */
public final class Carrier {
  private static final Duration CLOSING_WAIT = Duration.ofSeconds(15);

  private final Step step;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean hasNews;
  private boolean closing;

  /** What is done each time. */
  public interface Step {
    /**
     * Does what is due.
     *
     * @param last whether no other follows, so that nothing should wait for its turn
     * @return how long the next may wait when there is no news
     */
    Duration take(boolean last);
  }

  /** Begins at {@link #start}. */
  public Carrier(String threadName, Step step) {
    this.step = step;
    this.thread = new Thread(this::run, threadName);
    thread.setDaemon(true);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** Lets it look at once. Never blocks for longer than it takes to say so. */
  public void wake() {
    lock.lock();
    try {
      hasNews = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Lets all of them end after one more step, and waits for that for a bounded time. */
  public static void closeAll(List<Carrier> carriers) {
    carriers.forEach(Carrier::close);
    long until = System.nanoTime() + CLOSING_WAIT.toNanos();
    boolean interrupted = false;
    for (Carrier carrier : carriers) {
      try {
        carrier.thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void close() {
    lock.lock();
    try {
      closing = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    boolean goesOn = true;
    while (goesOn) {
      goesOn = await(step.take(false));
    }
    step.take(true);
  }

  /** Waits for the time given or for news; false when closing. */
  private boolean await(Duration wait) {
    lock.lock();
    try {
      long left = wait.toNanos() + 1;
      while (!hasNews && !closing && left > 0) {
        left = changed.awaitNanos(left);
      }
      hasNews = false;
      return !closing;
    } catch (InterruptedException e) {
      return false; // nobody interrupts this thread on purpose
    } finally {
      lock.unlock();
    }
  }
}
