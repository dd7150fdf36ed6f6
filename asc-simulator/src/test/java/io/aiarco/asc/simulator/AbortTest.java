package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client that goes away is noticed at once, whatever the simulator was waiting for. */
class AbortTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void anAbortWhileNothingIsAnsweredIsNoticed() throws Exception {
    noticesAbort(Reply.text("late").fault(Fault.neverAnswer()), "");
  }

  @Test
  void anAbortBeforeADelayedFirstByteIsNoticed() throws Exception {
    noticesAbort(Reply.text("late").fault(Fault.delayFirstByte(Duration.ofMinutes(5))), "");
  }

  @Test
  void anAbortBetweenSlowEventsIsNoticed() throws Exception {
    noticesAbort(
        Reply.text("one two three").fault(Fault.delayEvents(Duration.ofMinutes(5))), "\n\n");
  }

  @Test
  void anAbortBetweenDrippingBytesIsNoticed() throws Exception {
    noticesAbort(
        Reply.text("one two").fault(Fault.drip(1, Duration.ofMillis(5))), "\r\n1\r\nd\r\n");
  }

  @Test
  void anAbortOfAStalledStreamIsNoticed() throws Exception {
    noticesAbort(Reply.text("one two").fault(Fault.stallAfter(2)), "\"one\"");
  }

  /** The fastest of three counts: how late a busy machine may be is not what is tested. */
  private static void noticesAbort(Reply reply, String seenFirst) throws Exception {
    long fastestNanos = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      fastestNanos = Math.min(fastestNanos, nanosToNotice(reply, seenFirst));
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(fastestNanos);
    assertTrue(millis < 100, "noticed after " + millis + " ms (expected: < 100)");
  }

  private static long nanosToNotice(Reply reply, String seenFirst) throws Exception {
    try (Simulator simulator = Simulator.open()) {
      simulator.reply(reply);
      long closedAtNanos;
      try (RawClient client = new RawClient(simulator)) {
        client.post("/v1/chat/completions", "", Client.body(Dialect.OPENAI, true));
        client.readUntil(seenFirst);
        simulator.awaitArrivals(1, PATIENCE);
        closedAtNanos = System.nanoTime();
      }

      Arrival arrival = simulator.awaitEnded(1, PATIENCE).get(0);

      assertEquals(Arrival.Ending.ABORTED, arrival.ending());
      return arrival.endedAtNanos() - closedAtNanos;
    }
  }
}
