package io.aiarco.asc.audit.anchor;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.format.ForcedFile;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.journal.Deposit;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries checkpoints to one anchor. Only the newest counts: it vouches for all before it.
 *
 * <p>Each deposit is a record, which makes the log grow; {@code own} counts those of all anchors,
 * so that an idle log is not anchored for the sake of its anchor records for ever.
 *
 * <p>{@code lock} guards {@code newest}, {@code hasOffer}, {@code endWanted} and {@code closing};
 * {@code status} is published by writing it; all else belongs to the anchor's thread.
 */
final class AnchorThread {
  private static final Logger log = LoggerFactory.getLogger(AnchorThread.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int MAX_DOUBLINGS = 9;

  private final AnchorPlan plan;
  private final Clock clock;
  private final AtomicLong own;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition offered = lock.newCondition();
  private @Nullable SignedCheckpoint newest;
  private boolean hasOffer;
  private boolean endWanted;
  private boolean closing;
  private volatile AnchorStatus status;
  private @Nullable SignedCheckpoint deposited;
  private long ownBefore;
  private int failures;
  private Instant due = Instant.MIN;

  AnchorThread(AnchorPlan plan, Clock clock, AtomicLong own) {
    this.plan = plan;
    this.clock = clock;
    this.own = own;
    this.status = new AnchorStatus(plan.name(), 0, null, null);
  }

  String name() {
    return plan.name();
  }

  AnchorStatus status() {
    return status;
  }

  /** Leaves a checkpoint for the anchor's thread. */
  void offer(SignedCheckpoint checkpoint) {
    lock.lock();
    try {
      newest = checkpoint;
      hasOffer = true;
      endWanted |= checkpoint.ends() && plan.atEnds();
      offered.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the thread end, after one more try. */
  void close() {
    lock.lock();
    try {
      closing = true;
      offered.signal();
    } finally {
      lock.unlock();
    }
  }

  void run(Consumer<Deposit> record) {
    boolean goesOn = true;
    while (goesOn) {
      goesOn = await(carry(record));
    }
    due = Instant.MIN; // the last checkpoint does not wait for its turn
    carry(record);
  }

  /** Waits until something is due or offered; false when closing. */
  private boolean await(Duration wait) {
    lock.lock();
    try {
      long left = wait.toNanos() + 1;
      while (!hasOffer && !closing && left > 0) {
        left = offered.awaitNanos(left);
      }
      hasOffer = false;
      return !closing;
    } catch (InterruptedException e) {
      return false; // nobody interrupts this thread on purpose
    } finally {
      lock.unlock();
    }
  }

  /** Deposits the newest checkpoint if that is due; says when to look again. */
  Duration carry(Consumer<Deposit> record) {
    SignedCheckpoint next;
    boolean atOnce;
    lock.lock();
    try {
      next = newest;
      atOnce = endWanted && failures == 0;
    } finally {
      lock.unlock();
    }
    Instant now = clock.instant();
    if (next == null) {
      return plan.every();
    }
    if (now.isBefore(due) && !atOnce) {
      return Duration.between(now, due);
    }
    if (isNews(next)) {
      deposit(next, record);
    } else {
      due = now.plus(plan.every());
    }
    Instant later = clock.instant();
    return later.isBefore(due) ? Duration.between(later, due) : Duration.ZERO;
  }

  private boolean isNews(SignedCheckpoint next) {
    SignedCheckpoint before = deposited;
    return before == null
        || !before.origin().equals(next.origin())
        || next.size() - before.size() > own.get() - ownBefore;
  }

  private void deposit(SignedCheckpoint checkpoint, Consumer<Deposit> record) {
    long ownNow = own.get();
    try {
      Receipt receipt = plan.anchor().deposit(checkpoint);
      keep(checkpoint.folder(), receipt.files());
      succeeded(checkpoint, ownNow);
      record(record, checkpoint, receipt);
    } catch (AnchorException e) {
      failed(e.reason(), e);
    } catch (IOException e) {
      failed(AnchorException.Reason.UNREACHABLE, e);
    } catch (RuntimeException e) {
      failed(AnchorException.Reason.INVALID, e); // an anchor of somebody else's must not end us
    }
  }

  private void keep(Path log, Map<String, byte[]> files) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    Path folder = Files.createDirectories(log.resolve(LogFiles.ANCHORS));
    for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
      ForcedFile.replace(folder.resolve(plan.name() + file.getKey()), file.getValue());
    }
  }

  private void succeeded(SignedCheckpoint checkpoint, long ownNow) {
    Instant now = clock.instant();
    if (failures > 0) {
      log.warn("anchor {}: deposits again, up to {}", plan.name(), checkpoint.size());
    }
    failures = 0;
    deposited = checkpoint;
    ownBefore = ownNow;
    due = now.plus(plan.every());
    status = new AnchorStatus(plan.name(), checkpoint.size(), now, null);
    lock.lock();
    try {
      endWanted &= !checkpoint.equals(newest);
    } finally {
      lock.unlock();
    }
  }

  private void record(Consumer<Deposit> record, SignedCheckpoint checkpoint, Receipt receipt) {
    try {
      record.accept(
          new Deposit(plan.anchor().kind(), plan.name(), checkpoint.size(), receipt.sha256()));
      own.incrementAndGet();
    } catch (AuditUnavailableException e) {
      log.debug("anchor {}: deposit not written down", plan.name(), e); // the log has ended
    }
  }

  private void failed(AnchorException.Reason reason, Exception e) {
    AnchorStatus before = status;
    if (before.failure() != reason) {
      log.warn("anchor {}: {}, anchored up to {}", plan.name(), reason, before.size(), e);
    }
    status = new AnchorStatus(plan.name(), before.size(), before.at(), reason);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    failures++;
    due = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }
}
