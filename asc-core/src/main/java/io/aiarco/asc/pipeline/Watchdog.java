package io.aiarco.asc.pipeline;

import io.aiarco.asc.error.ClosedException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends calls at their deadline, and all of them when the client closes, so that a stream nobody
 * reads or closes does not live for ever. One daemon thread. Thread-safe.
 */
final class Watchdog implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;
  private final Set<Settlement> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

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
    calls.add(call);
    call.own(ending -> calls.remove(call));
    try {
      ScheduledFuture<?> due = timer.schedule(end, nanos(wait), TimeUnit.NANOSECONDS);
      call.own(ending -> due.cancel(false));
    } catch (RejectedExecutionException e) {
      call.end(Ending.failed(new ClosedException("gateway")));
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Ends every call under way as closed. */
  @Override
  public void close() {
    closed = true;
    calls.forEach(call -> call.end(Ending.failed(new ClosedException("gateway"))));
    timer.shutdownNow();
  }

  private static long nanos(Duration wait) {
    return wait.compareTo(Duration.ofDays(365)) > 0 ? TimeUnit.DAYS.toNanos(365) : wait.toNanos();
  }
}
