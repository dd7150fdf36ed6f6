package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.testkit.AscTest;
import io.aiarco.asc.testkit.provider.ScriptedReply;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Any race of reader, canceller, deadline and provider failure ends a stream once. The threads live
 * through all rounds and meet on a spinning barrier, so that they really run at the same moment.
 */
class StreamEndsOnceTest {
  private static final int ROUNDS = 2_000;
  private static final int RACERS = 3;

  @RegisterExtension final AscTest asc = AscTest.withBudget("1000000000");

  @Test
  void readerCancellerDeadlineAndFailureEndItOnce()
      throws InterruptedException, ExecutionException {
    AtomicReference<ChatStream> stream = new AtomicReference<>();
    AtomicInteger gate = new AtomicInteger();
    AtomicInteger complete = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(RACERS);
    try {
      List<Future<?>> racers =
          List.of(
              threads.submit(racer(0, gate, () -> open(stream), () -> read(stream, complete))),
              threads.submit(racer(1, gate, () -> null, () -> close(stream, 0))),
              threads.submit(racer(2, gate, () -> null, () -> close(stream, 200))));
      for (Future<?> racer : racers) {
        racer.get();
      }
    } finally {
      threads.shutdownNow();
    }
    requireOneOutcomePerIntent();
    assertEquals(0, asc.balance().open());
    assertEquals(0, asc.provider().open());
    assertEquals(settledInTheLog(), asc.balance().settled());
  }

  /** One racer: in each round it prepares, waits until all have, and runs. */
  private static Callable<Void> racer(
      int id, AtomicInteger gate, Callable<?> prepare, Callable<?> run) {
    return () -> {
      for (int round = 0; round < ROUNDS; round++) {
        prepare.call();
        gate.incrementAndGet();
        awaitAll(gate, (2 * round + 1) * RACERS);
        run.call();
        gate.incrementAndGet();
        awaitAll(gate, (2 * round + 2) * RACERS);
      }
      return null;
    };
  }

  /** Spins, and gives way once it has spun for long, since there may be fewer cores than racers. */
  private static void awaitAll(AtomicInteger gate, int arrivals) {
    for (int spins = 0; gate.get() < arrivals; spins++) {
      if (spins < 1_000) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  private Void open(AtomicReference<ChatStream> stream) {
    int round = asc.provider().calls().size();
    ScriptedReply reply = ScriptedReply.text("a b c d e f g h");
    asc.provider().reply(round % 4 == 3 ? reply.breakAfter(4, FailureClass.SERVER) : reply);
    // Every third call has a deadline that falls into the race.
    Duration deadline = round % 3 == 2 ? Duration.ofNanos(400_000) : Duration.ofMinutes(1);
    ChatRequest request =
        ChatRequest.builder()
            .model("test")
            .user("hello")
            .context(c -> c.deadline(deadline))
            .build();
    try {
      stream.set(asc.client().stream(request));
    } catch (AscException tooLate) {
      stream.set(null);
    }
    return null;
  }

  private static Void read(AtomicReference<ChatStream> stream, AtomicInteger complete) {
    ChatStream reading = stream.get();
    if (reading != null) {
      try {
        reading.response();
        complete.incrementAndGet();
      } catch (AscException ended) {
        // the others were faster
      }
    }
    return null;
  }

  private static Void close(AtomicReference<ChatStream> stream, int spins) {
    for (int i = 0; i < spins; i++) {
      Thread.onSpinWait();
    }
    ChatStream closing = stream.get();
    if (closing != null) {
      closing.close();
    }
    return null;
  }

  private void requireOneOutcomePerIntent() {
    Set<Object> open = new HashSet<>();
    for (AuditRecord record : asc.records()) {
      if (record instanceof AuditRecord.CallIntent intent) {
        open.add(intent.facts().call());
      } else if (record instanceof AuditRecord.CallOutcome outcome
          && !open.remove(outcome.call())) {
        throw new AssertionError(outcome.call() + ": ended twice or never begun");
      } else if (record instanceof AuditRecord.CallAttempt attempt
          && !open.contains(attempt.call())) {
        throw new AssertionError(attempt.call() + ": an attempt outside the call");
      }
    }
    assertEquals(Set.of(), open);
  }

  private long settledInTheLog() {
    return asc.records().stream()
        .filter(AuditRecord.CallOutcome.class::isInstance)
        .map(AuditRecord.CallOutcome.class::cast)
        .flatMap(outcome -> outcome.settle().stream())
        .mapToLong(line -> line.amount())
        .sum();
  }
}
