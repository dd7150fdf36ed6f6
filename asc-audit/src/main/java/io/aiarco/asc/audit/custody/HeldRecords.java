package io.aiarco.asc.audit.custody;

import io.aiarco.asc.call.Ulid;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From which instant on records must be kept because of legal holds: what retention asks. A hold
 * keeps all from where it begins, and from its own record on, since the log is all that tells of
 * it; retention deletes from the beginning, so where a hold ends does not matter.
 *
 * <p>The holds are read when they are first asked for, and again after {@link #changed}, on another
 * thread: that takes as long as reading the log. Until they are known everything is held.
 * Thread-safe.
 */
public final class HeldRecords implements Supplier<Instant> {
  private static final Logger log = LoggerFactory.getLogger(HeldRecords.class);

  private final LogRoots logs;
  private final Executor reader;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final AtomicInteger changes = new AtomicInteger();
  private volatile Instant from = Instant.MIN;

  /**
   * Of the logs of an installation.
   *
   * @param root the folder of all writers
   * @param fallback where a log may go on; null for none
   */
  public HeldRecords(Path root, @Nullable Path fallback) {
    this(new LogRoots(root, fallback), HeldRecords::onThread);
  }

  HeldRecords(LogRoots logs, Executor reader) {
    this.logs = logs;
    this.reader = reader;
  }

  private static void onThread(Runnable task) {
    Thread thread = new Thread(task, "asc-audit-holds");
    thread.setDaemon(true);
    thread.start();
  }

  /** That instant; {@link Instant#MIN} while it is not known, {@link Instant#MAX} without holds. */
  @Override
  public Instant get() {
    if (asked.compareAndSet(false, true)) {
      reader.execute(this::read);
    }
    return from;
  }

  /** The holds in force are others now: everything is held until they are read. */
  public void changed() {
    changes.incrementAndGet();
    from = Instant.MIN;
    asked.set(false);
  }

  private void read() {
    int seen = changes.get();
    try {
      List<LegalHold> holds = HoldRecords.inForce(logs);
      Instant earliest =
          holds.stream().map(HeldRecords::from).min(Instant::compareTo).orElse(Instant.MAX);
      from = earliest;
      if (seen != changes.get()) {
        from = Instant.MIN; // they changed while they were read
      }
    } catch (IOException | RuntimeException e) {
      log.warn("audit log: legal holds could not be read, so retention deletes nothing", e);
      asked.set(false); // at the next seal again
    }
  }

  private static Instant from(LegalHold hold) {
    Instant begin = hold.scope().from();
    Instant told = Ulid.time(hold.id());
    return begin == null ? Instant.MIN : begin.isBefore(told) ? begin : told;
  }
}
