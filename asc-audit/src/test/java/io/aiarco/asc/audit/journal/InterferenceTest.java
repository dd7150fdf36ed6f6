package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others do to an open log, its folder and its callers. */
class InterferenceTest {
  @TempDir Path data;

  private Path segment() {
    return data.resolve("audit/gw-1/1/seg-00000000000000000000.log");
  }

  private Journal open() {
    return Journal.open(Logs.config(data).build());
  }

  private void requireVerified() {
    VerifyReport report = Verifier.verify(data.resolve("audit"), List.of(), List.of());
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
  }

  @Test
  void aRenamedSegmentIsNoticedAndItsRecordsStayRecords() throws IOException {
    int acknowledged = 0;
    Path elsewhere = segment().resolveSibling("elsewhere");
    try (Journal journal = open()) {
      append(journal).await(Records.soon());
      Files.move(segment(), elsewhere);

      while (journal.origin().endsWith("/1")) {
        append(journal).await(Records.soon());
        acknowledged++;
      }
    }
    Files.move(elsewhere, segment());
    requireVerified();
    assertTrue(acknowledged <= count("\"type\":\"decision\""));
  }

  @Test
  void aDeletedSegmentIsNoticed() throws IOException {
    try (Journal journal = open()) {
      append(journal).await(Records.soon());
      Files.delete(segment());

      while (journal.origin().endsWith("/1")) {
        append(journal).await(Records.soon());
      }
    }
    assertEquals(
        1, Verifier.verify(data.resolve("audit"), List.of(), List.of()).exitCode(), "it is gone");
  }

  /** Whoever closes any channel on LOCK drops the lock; the next process writes its own name. */
  @Test
  void aLockTakenByAnotherIsNoticed() throws IOException {
    Path lock = data.resolve("audit/gw-1/LOCK");
    try (Journal journal = open()) {
      String mine = Files.readString(lock);
      assertTrue(mine.startsWith("pid=" + ProcessHandle.current().pid()), mine);
      Files.writeString(lock, "pid=1 boot=another epoch=1\n");

      awaitRefusal(journal, "write failed: LOCK: ");
    }
  }

  @Test
  void aSecondOpeningThroughASymbolicLinkIsRefused() throws IOException {
    Path alias = Files.createSymbolicLink(data.resolve("alias"), data);
    try (Journal journal = open()) {
      AuditUnavailableException thrown =
          assertThrows(
              AuditUnavailableException.class,
              () -> Journal.open(Logs.config(alias).keys(data.resolve("keys")).build()));

      assertTrue(thrown.getMessage().contains("in use by pid="), thrown.getMessage());
      append(journal).await(Records.soon());
    }
    requireVerified();
  }

  /** Each append before, while and after the journal closes is taken and durable, or refused. */
  @Test
  void whatRacesWithCloseIsDurableOrRefused() throws Exception {
    for (int round = 0; round < 25; round++) {
      Journal journal =
          Journal.open(Logs.config(data).cadence(Duration.ZERO, Duration.ofNanos(100_000)).build());
      CyclicBarrier start = new CyclicBarrier(3);
      List<Integer> durable = new ArrayList<>();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Thread caller = new Thread(() -> appendUntilRefused(journal, start, durable));
        caller.start();
        callers.add(caller);
      }
      long before = count("\"type\":\"decision\"");
      start.await();
      LockSupport.parkNanos(round * 20_000L);
      journal.close();
      journal.close();
      for (Thread caller : callers) {
        caller.join();
      }
      requireVerified();
      assertEquals(durable.size(), count("\"type\":\"decision\"") - before);
    }
  }

  private static void appendUntilRefused(
      Journal journal, CyclicBarrier start, List<Integer> durable) {
    try {
      start.await();
      while (true) {
        append(journal).await(Records.soon());
        synchronized (durable) {
          durable.add(1);
        }
      }
    } catch (AuditUnavailableException e) {
      // Closed.
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A caller's interrupt ends his waiting, and nothing else. */
  @Test
  void aStormOfInterruptsLeavesEveryRecordWhole() throws Exception {
    try (Journal journal = open()) {
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread caller =
            new Thread(
                () -> {
                  for (int j = 0; j < 200; j++) {
                    Thread.currentThread().interrupt();
                    append(journal);
                  }
                });
        caller.start();
        callers.add(caller);
      }
      while (callers.stream().anyMatch(Thread::isAlive)) {
        callers.forEach(Thread::interrupt);
      }
    }
    requireVerified();
    assertEquals(800, count("\"type\":\"decision\""));
  }

  private static AuditReceipt append(Journal journal) {
    return journal.append(Records.denied(Records.call(), "acme"));
  }

  private static void awaitRefusal(Journal journal, String because) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      assertTrue(System.nanoTime() < end, "it was never noticed");
      try {
        append(journal).await(Records.soon());
      } catch (AuditUnavailableException e) {
        assertTrue(e.getMessage().contains(because), e.getMessage());
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private long count(String text) throws IOException {
    return Files.readAllLines(segment()).stream().filter(line -> line.contains(text)).count();
  }
}
