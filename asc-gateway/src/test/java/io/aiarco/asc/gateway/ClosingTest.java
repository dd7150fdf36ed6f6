package io.aiarco.asc.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ClosingTest {
  private final Closing closing = new Closing();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @Test
  void closesTheLastFirstAndOnceWhateverOneThrows() {
    closing.first(() -> seen.add("log"));
    closing.first(
        () -> {
          throw new IllegalStateException("a part that fails to close");
        });
    closing.first(() -> seen.add("client"));

    assertThrows(IllegalStateException.class, closing::close);
    closing.close();

    assertEquals(List.of("client", "log"), seen);
    assertTrue(closing.hasBegun());
  }

  @Test
  void whoClosesSecondWaitsForTheFirst() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    closing.first(
        () -> {
          begun.countDown();
          awaitUninterrupted(goOn);
          seen.add("part closed");
        });
    Thread first = new Thread(closing::close);
    Thread second =
        new Thread(
            () -> {
              closing.close();
              seen.add("second returned");
            });
    first.start();
    begun.await();

    second.start();
    while (second.getState() != Thread.State.WAITING && second.isAlive()) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    first.join();
    second.join();

    assertEquals(List.of("part closed", "second returned"), seen);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
