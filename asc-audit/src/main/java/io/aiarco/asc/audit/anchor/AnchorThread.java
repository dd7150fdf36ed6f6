package io.aiarco.asc.audit.anchor;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.carry.Carrier;
import io.aiarco.asc.audit.carry.Pauses;
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
 * <p>{@code lock} guards {@code newest} and {@code endWanted}; {@code status} is published by
 * writing it; all else belongs to the anchor's thread.
 */
final class AnchorThread {
  private static final Logger log = LoggerFactory.getLogger(AnchorThread.class);

  private final AnchorPlan plan;
  private final Clock clock;
  private final AtomicLong own;
  private final ReentrantLock lock = new ReentrantLock();
  private final Pauses pauses = new Pauses();
  private @Nullable SignedCheckpoint newest;
  private boolean endWanted;
  private volatile AnchorStatus status;
  private @Nullable SignedCheckpoint deposited;
  private long ownBefore;
  private boolean failing;
  private Instant due = Instant.MIN;

  AnchorThread(AnchorPlan plan, Clock clock, AtomicLong own) {
    this.plan = plan;
    this.clock = clock;
    this.own = own;
    this.status = new AnchorStatus(plan.name(), 0, null, null);
  }

  AnchorStatus status() {
    return status;
  }

  /** Leaves a checkpoint for the anchor's thread. */
  void offer(SignedCheckpoint checkpoint) {
    lock.lock();
    try {
      newest = checkpoint;
      endWanted |= checkpoint.ends() && plan.atEnds();
    } finally {
      lock.unlock();
    }
  }

  /** The thread that carries; the last checkpoint does not wait for its turn. */
  Carrier carrier(Consumer<Deposit> record) {
    return new Carrier(
        "asc-anchor-" + plan.name(),
        last -> {
          due = last ? Instant.MIN : due;
          return carry(record);
        });
  }

  /** Deposits the newest checkpoint if that is due; says when to look again. */
  Duration carry(Consumer<Deposit> record) {
    SignedCheckpoint next;
    boolean atOnce;
    lock.lock();
    try {
      next = newest;
      atOnce = endWanted && !failing;
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
    if (failing) {
      log.warn("anchor {}: deposits again, up to {}", plan.name(), checkpoint.size());
    }
    failing = false;
    pauses.succeeded();
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
    failing = true;
    due = clock.instant().plus(pauses.failed());
  }
}
