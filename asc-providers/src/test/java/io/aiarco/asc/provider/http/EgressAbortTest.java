package io.aiarco.asc.provider.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.Cancellation;
import io.aiarco.asc.egress.EgressResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever gives up, the server sees it within 100 ms and the blocked thread is free. */
@Tag("okhttp4")
@Timeout(20)
class EgressAbortTest {
  private static final long SEEN_WITHIN_MILLIS = 100;

  private OkHttpEgress egress;

  @BeforeEach
  void open() {
    egress = OkHttpEgress.open(EgressConfig.STANDARD, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    egress.close();
  }

  @Test
  void cancellationReachesACallThatWaitsForItsHead() throws Exception {
    Cancellation cancellation = new Cancellation();
    try (LoopbackServer server = LoopbackServer.silent()) {
      Blocked blocked =
          Blocked.in(() -> egress.open(Requests.to(server).cancellation(cancellation).post("x")));
      server.awaitRequest();

      cancellation.cancel();

      assertTrue(server.awaitClientGone(SEEN_WITHIN_MILLIS));
      assertCancelled(blocked.failure());
    }
  }

  @Test
  void cancellationBeforehandSendsNothing() throws Exception {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    try (LoopbackServer server = LoopbackServer.silent()) {
      Blocked blocked =
          Blocked.in(() -> egress.open(Requests.to(server).cancellation(cancellation).post("x")));

      assertCancelled(blocked.failure());
      assertEquals(0, server.requests().size());
    }
  }

  @Test
  void closingFromAnotherThreadFreesABlockedReader() throws Exception {
    try (LoopbackServer server = stalling()) {
      EgressResponse answer = egress.open(Requests.to(server).post("x"));
      assertEquals('a', answer.body().read());
      Blocked reader = Blocked.in(() -> answer.body().read());
      reader.awaitWaiting();

      answer.close();
      answer.close();

      assertTrue(server.awaitClientGone(SEEN_WITHIN_MILLIS));
      assertCancelled(reader.failure());
    }
  }

  @Test
  void closingHalfReadAnswerAbortsIt() throws Exception {
    try (LoopbackServer server = stalling()) {
      EgressResponse answer = egress.open(Requests.to(server).post("x"));
      assertEquals('a', answer.body().read());

      answer.close();
      answer.close();

      assertTrue(server.awaitClientGone(SEEN_WITHIN_MILLIS));
    }
  }

  @Test
  void interruptReachesAThreadThatWaitsForItsHead() throws Exception {
    try (LoopbackServer server = LoopbackServer.silent()) {
      Blocked blocked = Blocked.in(() -> egress.open(Requests.to(server).post("x")));
      server.awaitRequest();

      blocked.interrupt();

      assertTrue(server.awaitClientGone(SEEN_WITHIN_MILLIS));
      assertCancelled(blocked.failure());
    }
  }

  @Test
  void interruptReachesAThreadThatWaitsForTheBody() throws Exception {
    try (LoopbackServer server = stalling()) {
      EgressResponse answer = egress.open(Requests.to(server).post("x"));
      assertEquals('a', answer.body().read());
      Blocked reader = Blocked.in(() -> answer.body().read());
      reader.awaitWaiting();

      reader.interrupt();

      assertTrue(server.awaitClientGone(SEEN_WITHIN_MILLIS));
      assertCancelled(reader.failure());
      answer.close();
    }
  }

  @Test
  void closingTheTransportEndsCallsInFlightAndLeavesNoThreadOfItsOwn() throws Exception {
    try (LoopbackServer waiting = LoopbackServer.silent();
        LoopbackServer streaming = stalling()) {
      EgressResponse answer = egress.open(Requests.to(streaming).post("x"));
      assertEquals('a', answer.body().read());
      Blocked opener = Blocked.in(() -> egress.open(Requests.to(waiting).post("x")));
      Blocked reader = Blocked.in(() -> answer.body().read());
      waiting.awaitRequest();
      reader.awaitWaiting();

      egress.close();

      assertTrue(waiting.awaitClientGone(SEEN_WITHIN_MILLIS));
      assertTrue(streaming.awaitClientGone(SEEN_WITHIN_MILLIS));
      assertCancelled(opener.failure());
      assertCancelled(reader.failure());
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        boolean ours = thread.getName().startsWith("asc-egress") || thread.getName().contains("Ok");
        assertFalse(ours && !thread.isDaemon(), thread.getName());
        if (thread.getName().startsWith("asc-egress")) {
          thread.join(1_000);
          assertFalse(thread.isAlive(), thread.getName());
        }
      }
    }
  }

  private static void assertCancelled(Throwable failure) {
    assertInstanceOf(InterruptedIOException.class, failure);
    assertFalse(failure instanceof SocketTimeoutException, failure.toString());
  }

  private static LoopbackServer stalling() throws IOException {
    return LoopbackServer.open(
        peer -> {
          peer.request();
          peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          peer.chunk("a");
          peer.awaitClientGone();
        });
  }

  /** A thread that is stuck in something. */
  private static final class Blocked {
    private final FutureTask<Object> task;
    private final Thread thread;

    private Blocked(Callable<?> action) {
      this.task = new FutureTask<>(action::call);
      this.thread = new Thread(task, "blocked");
      thread.setDaemon(true);
      thread.start();
    }

    static Blocked in(Callable<?> action) {
      return new Blocked(action);
    }

    /** Until it stands in the socket's read. */
    void awaitWaiting() {
      while (thread.isAlive() && !inSocketRead()) {
        Thread.onSpinWait();
      }
    }

    private boolean inSocketRead() {
      for (StackTraceElement frame : thread.getStackTrace()) {
        if (frame.getClassName().startsWith("sun.nio.ch")) {
          return true;
        }
      }
      return false;
    }

    void interrupt() {
      thread.interrupt();
    }

    Throwable failure() throws Exception {
      try {
        throw new AssertionError("returned " + task.get(5, TimeUnit.SECONDS));
      } catch (ExecutionException e) {
        return e.getCause();
      }
    }
  }
}
