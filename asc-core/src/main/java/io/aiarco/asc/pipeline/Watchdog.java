package io.aiarco.asc.pipeline;

import io.aiarco.asc.error.ClosedException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends calls at their deadline, and all of them when the client closes, so that a stream nobody
 * reads or closes does not live for ever. Closing returns when every call has released what it
 * held: what comes after, such as closing the log, must not cut off a call that is writing its end.
 *
 * <p>One daemon thread sleeps until a deadline and is woken early only for a sooner one. Most calls
 * end long before theirs and have the same time to live, so a call costs no wake-up: it finds the
 * thread asleep until the deadline of some call before it, ended or not.
 *
 * <p>Thread-safe; {@code lock} guards {@code planned} and writes of {@code wakeNanos}. No wake-up
 * is lost: {@link #watch} adds a call before it reads {@code wakeNanos}, {@link #sleep} sets it to
 * never before it looks for the first call, so one of the two sees the other.
 */
final class Watchdog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
  private static final long NEVER = Long.MAX_VALUE;
  private static final Duration CLOSING_WAIT = Duration.ofSeconds(10);

  private final long originNanos = System.nanoTime();
  private final ScheduledThreadPoolExecutor timer;
  private final ConcurrentSkipListMap<Due, Watched> calls = new ConcurrentSkipListMap<>();
  private final AtomicLong lastNumber = new AtomicLong();
  private final AtomicInteger underway = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private @Nullable ScheduledFuture<?> planned;
  private volatile long wakeNanos = NEVER;
  private volatile boolean closed;

  /** When a call is due, since the watchdog's origin; the number tells equal ones apart. */
  private record Due(long nanos, long number) implements Comparable<Due> {
    private static final Comparator<Due> ORDER =
        Comparator.comparingLong(Due::nanos).thenComparingLong(Due::number);

    @Override
    public int compareTo(Due other) {
      return ORDER.compare(this, other);
    }
  }

  private record Watched(Settlement call, Runnable end) {}

  Watchdog() {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "asc-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Runs {@code end} after {@code wait}, unless the call has ended by then. */
  void watch(Duration wait, Settlement call, Runnable end) {
    Due due = new Due(now() + nanos(wait), lastNumber.incrementAndGet());
    underway.incrementAndGet();
    calls.put(due, new Watched(call, end));
    // Handed over before anything else of weight, so released after it.
    call.own(ending -> released(due));
    // After adding: close() either finds the call or is seen here.
    if (closed) {
      call.end(Ending.failed(new ClosedException("gateway")));
    } else if (due.nanos() < wakeNanos) {
      lock.lock();
      try {
        if (due.nanos() < wakeNanos) {
          wakeAt(due.nanos());
        }
      } finally {
        lock.unlock();
      }
    }
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Ends every call under way as closed and waits until all have released what they hold, those too
   * that were ending by themselves.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      timer.shutdownNow();
    } finally {
      lock.unlock();
    }
    calls.values().forEach(each -> each.call().end(Ending.failed(new ClosedException("gateway"))));
    awaitReleased();
  }

  private void released(Due due) {
    calls.remove(due);
    if (underway.decrementAndGet() == 0 && closed) {
      lock.lock();
      try {
        released.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Bounded, since a release may run a host's code, even code that closes the client. */
  private void awaitReleased() {
    long left = CLOSING_WAIT.toNanos();
    boolean interrupted = false;
    lock.lock();
    try {
      while (underway.get() > 0 && left > 0) {
        try {
          left = released.awaitNanos(left);
        } catch (InterruptedException e) {
          interrupted = true; // the calls' ends count more
        }
      }
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (underway.get() > 0) {
      log.warn("closing: {} calls have not released what they hold", underway.get());
    }
  }

  private void endDue() {
    try {
      Map.Entry<Due, Watched> first = calls.firstEntry();
      while (first != null && first.getKey().nanos() <= now()) {
        calls.remove(first.getKey());
        first.getValue().end().run();
        first = calls.firstEntry();
      }
    } finally {
      sleep(); // also when a release threw: the others are still due
    }
  }

  private void sleep() {
    lock.lock();
    try {
      wakeNanos = NEVER;
      Map.Entry<Due, Watched> first = calls.firstEntry();
      if (first != null) {
        wakeAt(first.getKey().nanos());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Needs the lock. */
  private void wakeAt(long nanos) {
    if (closed) {
      return;
    }
    if (planned != null) {
      planned.cancel(false);
    }
    wakeNanos = nanos;
    planned = timer.schedule(this::endDue, nanos - now(), TimeUnit.NANOSECONDS);
  }

  private long now() {
    return System.nanoTime() - originNanos;
  }

  private static long nanos(Duration wait) {
    return wait.compareTo(Duration.ofDays(365)) > 0 ? TimeUnit.DAYS.toNanos(365) : wait.toNanos();
  }
}
