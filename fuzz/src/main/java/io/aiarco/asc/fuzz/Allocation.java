package io.aiarco.asc.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Sees to it that what is allocated grows with the input and no faster. */
final class Allocation {
  /** Buffers that are there for the shortest input too, and what the fuzzer's own hooks take. */
  private static final long FIXED_BYTES = 2 << 20;

  /** An event of few bytes becomes a handful of objects, each read twice. */
  private static final long BYTES_PER_BYTE = 1_024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Something that reads input. */
  interface Work {
    void run() throws IOException;
  }

  /** Runs {@code work}, which reads {@code inputBytes} of input; throws when it allocates more. */
  static void check(int inputBytes, Work work) throws IOException {
    long most = FIXED_BYTES + BYTES_PER_BYTE * inputBytes;
    long taken = during(work);
    if (taken > most) {
      // Classes are loaded once: the second time shows what the input itself takes.
      taken = during(work);
    }
    if (taken > most) {
      throw new IllegalStateException(
          "allocated: " + taken + " bytes for " + inputBytes + " (expected: <= " + most + ")");
    }
  }

  private static long during(Work work) throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
