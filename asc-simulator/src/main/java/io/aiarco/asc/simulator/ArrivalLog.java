package io.aiarco.asc.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The arrivals, the youngest {@value #KEPT} of them. Thread-safe; {@code lock} guards {@code
 * arrivals}.
 */
final class ArrivalLog implements AutoCloseable {

  /** More than any test looks at, and a bound for a simulator that runs for days. */
  private static final int KEPT = 20_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<Long, Arrival> arrivals = new TreeMap<>();
  private final @Nullable ArrivalFile file;

  ArrivalLog(@Nullable ArrivalFile file) {
    this.file = file;
  }

  /** Writes the arrival down; not a byte may be answered before this returns. */
  void add(Arrival arrival) throws IOException {
    if (file != null) {
      file.append(arrival);
    }
    lock.lock();
    try {
      arrivals.put(arrival.number(), arrival);
      if (arrivals.size() > KEPT) {
        arrivals.pollFirstEntry();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void end(long number, Arrival.Ending how, int status) {
    long now = System.nanoTime();
    lock.lock();
    try {
      arrivals.computeIfPresent(number, (key, arrival) -> arrival.ended(how, status, now));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<Arrival> all() {
    lock.lock();
    try {
      return List.copyOf(arrivals.values());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until {@code enough} holds; returns the arrivals then, or those at the end of {@code
   * patience}.
   */
  List<Arrival> await(Predicate<List<Arrival>> enough, Duration patience)
      throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (left > 0 && !enough.test(List.copyOf(arrivals.values()))) {
        left = changed.awaitNanos(left);
      }
      return List.copyOf(arrivals.values());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
