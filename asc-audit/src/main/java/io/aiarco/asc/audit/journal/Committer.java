package io.aiarco.asc.audit.journal;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's one thread: the only one that touches files of an open log, because a caller's
 * thread closes a channel when it is interrupted. Takes what callers left, writes it, forces it,
 * tells them; then, in their absence, keeps state, tree, checkpoints and segments.
 *
 * <p>After a failed write or force nothing is tried again: the kernel may have dropped the pages
 * and call the next force a success. All who wait are told, and the journal refuses until it is
 * opened anew.
 */
final class Committer implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Committer.class);
  private static final long WATCH_NANOS = Duration.ofSeconds(1).toNanos();

  private final JournalConfig config;
  private final WriterLock lock;
  private final OpenLog openLog;
  private final Intake intake;
  private long signedNanos;
  private long activeNanos;
  private long watchedNanos;
  private boolean lowOnSpace;
  private Cohort current;

  Committer(JournalConfig config, WriterLock lock, OpenLog openLog, Intake intake) {
    this.config = config;
    this.lock = lock;
    this.openLog = openLog;
    this.intake = intake;
    this.current = new Cohort(config.clock(), new byte[0]);
    this.activeNanos = System.nanoTime();
    this.signedNanos = activeNanos - config.checkpointEvery().toNanos();
    this.watchedNanos = activeNanos - WATCH_NANOS;
  }

  @Override
  public void run() {
    String reason = "the journal's thread ended (expected: it runs until close)";
    Throwable cause = null;
    boolean finished = false;
    try {
      work();
      finished = true;
      reason = "closed (expected: open)";
    } catch (IOException e) {
      reason = "write failed: " + e.getMessage() + " (expected: a disk that works; open again)";
      cause = e;
      log.warn("audit log {}: refusing from now on, a write failed", openLog.origin(), e);
    } finally {
      end(reason, cause, finished);
    }
  }

  private void end(String reason, @Nullable Throwable cause, boolean finished) {
    intake.fail(reason, cause);
    if (!finished) {
      current.fail(reason, cause);
    }
    try {
      openLog.closeFiles();
    } catch (IOException e) {
      log.warn("audit log {}: files could not be closed", openLog.origin(), e);
    }
  }

  private void work() throws IOException {
    while (true) {
      current = intake.take(nextDuty());
      if (current.records() > 0) {
        commit(current);
      } else if (intake.isDrained()) {
        openLog.finish();
        return;
      }
      duties();
    }
  }

  private void commit(Cohort cohort) throws IOException {
    openLog.append(cohort);
    watchIfDue(); // nothing is acknowledged on a look at its file that is older than a second
    long durable = openLog.frontier().size() + cohort.records() - 1;
    byte[] buffer = cohort.buffer();
    cohort.complete();
    intake.durable(durable, buffer);
    openLog.take(cohort);
    activeNanos = System.nanoTime();
  }

  /** How long nothing has to be done unless a caller comes. */
  private long nextDuty() {
    long now = System.nanoTime();
    long next = tickNanos() - (now - activeNanos);
    if (isUnsigned()) {
      next = Math.min(next, config.checkpointEvery().toNanos() - (now - signedNanos));
    }
    next = Math.min(next, WATCH_NANOS - (now - watchedNanos));
    return Math.max(0, next);
  }

  private long tickNanos() {
    return config.tickEvery().toNanos();
  }

  private boolean isUnsigned() {
    return openLog.checkpoints().signedSize() < openLog.frontier().size();
  }

  private void duties() throws IOException {
    watchIfDue();
    long now = System.nanoTime();
    if (segmentIsFull()) {
      roll();
    }
    if (isUnsigned() && now - signedNanos >= config.checkpointEvery().toNanos()) {
      signedNanos = now;
      openLog.checkpoints().sign(openLog.frontier(), false);
    }
    openLog.segment().preallocate();
    if (now - activeNanos >= tickNanos()) {
      activeNanos = now;
      intake.tick(openLog.drafts().bare("tick", null));
    }
  }

  private boolean segmentIsFull() {
    return openLog.segment().size() >= config.segmentBytes()
        || openLog.frontier().size() > openLog.segment().firstSeq() + 1
            && Duration.between(openLog.segmentOpened(), config.clock().instant())
                    .compareTo(config.segmentAge())
                >= 0;
  }

  private void roll() throws IOException {
    current = intake.pause();
    if (current.records() > 0) {
      commit(current);
    }
    openLog.roll();
    signedNanos = System.nanoTime();
    intake.resume();
  }

  private void watchIfDue() throws IOException {
    if (System.nanoTime() - watchedNanos >= WATCH_NANOS) {
      watch();
    }
  }

  /** Looks after what others may change under an open log: before it starts, then once a second. */
  void watch() throws IOException {
    watchedNanos = System.nanoTime();
    openLog.segment().requireInPlace();
    lock.requireHeld();
    checkSpace();
  }

  private void checkSpace() throws IOException {
    long usable = config.disk().usableBytes(openLog.folder());
    boolean low = usable < config.reserveBytes();
    if (low != lowOnSpace) {
      lowOnSpace = low;
      log.warn(
          "audit log {}: {} bytes free, {} new calls",
          openLog.origin(),
          usable,
          low ? "refusing" : "taking");
    }
    intake.lowOnSpace(
        low
            ? "disk: " + usable + " bytes free (expected: at least " + config.reserveBytes() + ")"
            : null);
  }
}
