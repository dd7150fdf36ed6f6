package io.aiarco.asc.gateway;

import io.aiarco.asc.alert.BudgetWatch;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at budgets on a daemon thread of its own, and a last time when closed. Thread-safe. */
final class BudgetWatching {
  private static final Logger log = LoggerFactory.getLogger(BudgetWatching.class);

  private final BudgetWatch watch;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "asc-budget-watch");

  private BudgetWatching(BudgetWatch watch) {
    this.watch = watch;
    thread.setDaemon(true);
  }

  /** Begins. */
  static BudgetWatching start(BudgetWatch watch) {
    BudgetWatching watching = new BudgetWatching(watch);
    watching.thread.start();
    return watching;
  }

  /** Ends after a look at what calls have used meanwhile. */
  void close() {
    closing.countDown();
    try {
      thread.join(BudgetWatch.EVERY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      do {
        look();
      } while (!closing.await(BudgetWatch.EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      return; // nobody interrupts this thread on purpose
    }
    look();
  }

  /** One look that fails must not be the last one. */
  private void look() {
    try {
      watch.look();
    } catch (RuntimeException e) {
      log.warn("budget watch: could not look", e);
    }
  }
}
