package io.aiarco.asc.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.ClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration LATER = Duration.ofMillis(60);
  private static final Duration MUCH_LATER = Duration.ofHours(1);

  private final Watchdog watchdog = new Watchdog();
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    watchdog.close();
  }

  @Test
  void callIsEndedAtItsDeadlineAndNotBefore() throws Exception {
    long start = System.nanoTime();

    watch("call", SOON);

    assertEquals("call", next());
    assertTrue(System.nanoTime() - start >= SOON.toNanos());
  }

  @Test
  void soonerCallWakesTheSleeper() throws Exception {
    watch("much later", MUCH_LATER);
    watch("later", LATER);
    watch("soon", SOON);

    assertEquals("soon", next());
    assertEquals("later", next());
  }

  @Test
  void deadlineIsKeptAfterTheCallThatSetTheAlarmHasEnded() throws Exception {
    Settlement first = watch("first", SOON);
    first.end(Ending.failed(new CancelledException("by the test", null)));

    watch("second", LATER);

    String name = next(); // a slow machine may have ended the first one by then
    assertEquals("second", name.equals("first") ? next() : name);
  }

  @Test
  void failingReleaseDoesNotSilenceLaterDeadlines() throws Exception {
    Settlement failing = new Settlement();
    watchdog.watch(
        SOON,
        failing,
        () -> {
          failing.end(Ending.failed(new CancelledException("by the test", null)));
          throw new IllegalStateException("a release that fails");
        });

    watch("next", LATER);

    assertEquals("next", next());
  }

  @Test
  void closeEndsEveryCallAsClosedAndWhatComesLaterToo() {
    Settlement before = watch("before", MUCH_LATER);

    watchdog.close();
    Settlement after = watch("after", MUCH_LATER);

    assertInstanceOf(ClosedException.class, before.ending().orElseThrow().failure());
    assertInstanceOf(ClosedException.class, after.ending().orElseThrow().failure());
  }

  /** Else the log is closed between the end of a call and its outcome: seen on a quick machine. */
  @Test
  void closeWaitsForCallsThatAreEndingByThemselves() throws Exception {
    CountDownLatch ending = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Settlement call = watch("call", MUCH_LATER);
    call.own(
        how -> {
          ending.countDown();
          awaitUninterrupted(goOn);
          ended.add("released");
        });
    Thread caller =
        new Thread(() -> call.end(Ending.failed(new CancelledException("by its caller", null))));
    Thread closer =
        new Thread(
            () -> {
              watchdog.close();
              ended.add("closed");
            });
    caller.start();
    ending.await();

    closer.start();
    while (closer.getState() != Thread.State.TIMED_WAITING && closer.isAlive()) {
      Thread.onSpinWait();
    }
    goOn.countDown();

    assertEquals("released", next());
    assertEquals("closed", next());
    caller.join();
    closer.join();
  }

  @Test
  void noDeadlineIsLostWhenManyThreadsWatch() throws Exception {
    int threads = 4;
    int each = 500;
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> watchers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      Thread watcher =
          new Thread(
              () -> {
                awaitUninterrupted(start);
                for (int i = 0; i < each; i++) {
                  watch("call", Duration.ofNanos(1_000L * (i % 7)));
                }
              });
      watcher.start();
      watchers.add(watcher);
    }

    start.countDown();

    for (int i = 0; i < threads * each; i++) {
      assertEquals("call", next());
    }
    for (Thread watcher : watchers) {
      watcher.join();
    }
  }

  private Settlement watch(String name, Duration wait) {
    Settlement call = new Settlement();
    watchdog.watch(
        wait,
        call,
        () -> {
          call.end(Ending.failed(new CancelledException("by its deadline", null)));
          ended.add(name);
        });
    return call;
  }

  private String next() throws InterruptedException {
    return String.valueOf(ended.poll(30, TimeUnit.SECONDS));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
