package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenDiskTest {
  @TempDir Path data;
  private volatile boolean forceFails;
  private volatile boolean writeFails;
  private volatile int mostBytes = Integer.MAX_VALUE;
  private volatile long usableBytes = Long.MAX_VALUE;
  private final AtomicInteger forces = new AtomicInteger();

  /** The real disk, but for the faults of this test. */
  private Disk disk() {
    FileDisk real = new FileDisk();
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (proxy, method, arguments) -> {
              if (method.isDefault()) {
                return java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              if (method.getName().equals("usableBytes")) {
                return usableBytes;
              }
              try {
                Object result = method.invoke(real, arguments);
                return result instanceof Disk.OpenFile file
                        && arguments[0].toString().contains(".log")
                    ? new FaultyFile(file)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private final class FaultyFile implements Disk.OpenFile {
    private final Disk.OpenFile file;

    FaultyFile(Disk.OpenFile file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
      if (writeFails) {
        throw new IOException("No space left on device");
      }
      int length = Math.min(mostBytes, bytes.remaining());
      int written = file.write(bytes.slice(bytes.position(), length), position);
      bytes.position(bytes.position() + written);
      return written;
    }

    @Override
    public void force() throws IOException {
      forces.incrementAndGet();
      if (forceFails) {
        forceFails = false; // as kernels do: the second force says it worked
        throw new IOException("Input/output error");
      }
      file.force();
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public boolean isAt(Path path) throws IOException {
      return file.isAt(path);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private Journal open() {
    return Journal.open(Logs.config(data).disk(disk()).build());
  }

  @Test
  void aFailedForceIsNeverTriedAgainNorAcknowledged() {
    CallId call = Records.call();
    try (Journal journal = open()) {
      forceFails = true;
      int before = forces.get();
      AuditReceipt receipt = journal.append(Records.intent(call, "acme", Records.hold(1, 1)));

      AuditUnavailableException thrown =
          assertThrows(AuditUnavailableException.class, () -> receipt.await(Records.soon()));

      assertTrue(thrown.getMessage().contains("Input/output error"), thrown.getMessage());
      assertEquals(before + 1, forces.get());
      assertThrows(
          AuditUnavailableException.class,
          () -> journal.append(Records.denied(Records.call(), "acme")).await(Records.soon()));
    }
    try (Journal journal = open()) {
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }
    assertEquals(0, Verifier.verify(data.resolve("audit"), List.of(), List.of()).exitCode());
  }

  @Test
  void aFullDiskRefusesAndHalfALineIsCutAtTheNextOpening() {
    try (Journal journal = open()) {
      writeFails = true;
      AuditReceipt receipt =
          journal.append(Records.intent(Records.call(), "acme", Records.hold(1, 1)));
      assertThrows(AuditUnavailableException.class, () -> receipt.await(Records.soon()));
    }
    writeFails = false;
    try (Journal journal = open()) {
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }
    assertEquals(0, Verifier.verify(data.resolve("audit"), List.of(), List.of()).exitCode());
  }

  @Test
  void shortWritesAreFinished() {
    mostBytes = 7;
    try (Journal journal = open()) {
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }
    assertEquals(0, Verifier.verify(data.resolve("audit"), List.of(), List.of()).exitCode());
  }

  @Test
  void onAFullDiskCallsEndAndSpaceThatComesBackIsUsed() {
    CallId running = Records.call();
    try (Journal journal = Journal.open(Logs.config(data).disk(disk()).reserveBytes(100).build())) {
      journal.append(Records.intent(running, "acme", Records.hold(2, 2))).await(Records.soon());
      usableBytes = 99;
      awaitThat(() -> isRefused(journal));

      journal.append(Records.outcome(running, "acme", Records.settle(1, 1))).await(Records.soon());

      usableBytes = 100;
      awaitThat(() -> !isRefused(journal));
    }
    assertEquals(0, Verifier.verify(data.resolve("audit"), List.of(), List.of()).exitCode());
  }

  private static boolean isRefused(Journal journal) {
    try {
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      return false;
    } catch (AuditUnavailableException e) {
      assertTrue(e.getMessage().contains("bytes free"), e.getMessage());
      return true;
    }
  }

  /** The journal looks at the disk once a second. */
  private static void awaitThat(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it never came");
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
