package io.aiarco.asc.audit.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's one thread: the only one that touches files of an open log, because a caller's
 * thread closes a channel when it is interrupted. Takes what callers left, writes it, forces it,
 * tells them; then, in their absence, keeps state, tree, checkpoints and segments.
 *
 * <p>After a failed write or force nothing of that log is tried again: the kernel may have dropped
 * the pages and call the next force a success. What was not acknowledged moves to a new epoch, as
 * soon as a disk takes one.
 */
final class Committer implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Committer.class);
  private static final long WATCH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long FIRST_RETRY_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LAST_RETRY_NANOS = Duration.ofSeconds(10).toNanos();

  private final JournalConfig config;
  private final WriterLock lock;
  private final Intake intake;
  private final States states;
  private final NextEpoch nextEpoch;
  private final Registrar registrar;
  private final Retention retention;
  private final ClockSteps clock;
  private volatile OpenLog openLog;
  private long signedNanos;
  private long activeNanos;
  private long watchedNanos;
  private boolean lowOnSpace;
  private boolean pruning;
  private Cohort current;

  Committer(
      JournalConfig config,
      WriterLock lock,
      OpenLog openLog,
      Intake intake,
      States states,
      NextEpoch nextEpoch,
      Registrar registrar) {
    this.config = config;
    this.lock = lock;
    this.openLog = openLog;
    this.intake = intake;
    this.states = states;
    this.nextEpoch = nextEpoch;
    this.registrar = registrar;
    this.retention = new Retention(config);
    this.clock = new ClockSteps(config.clock(), config.ticker());
    this.current = nothing();
    this.activeNanos = config.ticker().nanos();
    this.signedNanos = activeNanos - config.checkpointEvery().toNanos();
    this.watchedNanos = activeNanos - WATCH_NANOS;
  }

  private Cohort nothing() {
    return new Cohort(config.clock());
  }

  /** The log that is written at present. */
  OpenLog openLog() {
    return openLog;
  }

  @Override
  public void run() {
    String reason = "the journal's thread ended (expected: it runs until close)";
    Throwable cause = null;
    try {
      cause = writeUntilClosed();
      reason = cause == null ? "closed (expected: open)" : writeFailed(cause);
    } finally {
      current.fail(reason, cause);
      intake.fail(reason, cause);
      closeFiles();
    }
  }

  /** Returns null after an orderly close, else what could not be helped. */
  private @Nullable IOException writeUntilClosed() {
    while (true) {
      try {
        work();
        return null;
      } catch (IOException e) {
        log.warn("audit log {}: a write failed", openLog.origin(), e);
        if (e instanceof WriterLock.LostException || !goOn(e)) {
          return e;
        }
      }
    }
  }

  private static String writeFailed(Throwable cause) {
    return "write failed: " + cause.getMessage() + " (expected: a disk that works)";
  }

  private void closeFiles() {
    try {
      openLog.closeFiles();
    } catch (IOException e) {
      log.warn("audit log {}: files could not be closed", openLog.origin(), e);
    }
  }

  /** Goes on in a new epoch once a disk takes one; false when the journal closes meanwhile. */
  private boolean goOn(IOException why) {
    closeFiles();
    intake.broken(writeFailed(why), why);
    states.begin(States.Cause.DISK_FAILED, "write failed: " + why.getMessage());
    Optional<OpenLog> next = nextEpoch.after(openLog);
    for (long rest = FIRST_RETRY_NANOS;
        next.isEmpty();
        rest = Math.min(2 * rest, LAST_RETRY_NANOS)) {
      if (!intake.rest(rest)) {
        return false;
      }
      next = nextEpoch.after(openLog);
    }
    registrar.seen(openLog);
    openLog = next.get();
    registrar.seen(openLog);
    log.warn("audit log {}: begun, the one before could not be written", openLog.origin());
    intake.goOn();
    tellWhere();
    states.end(States.Cause.DISK_FAILED);
    return true;
  }

  /** What callers find from the first record on: done before the thread starts, too. */
  void lookAround() throws IOException {
    tellWhere();
    watch();
  }

  private void tellWhere() {
    if (openLog.root().equals(config.root())) {
      states.end(States.Cause.ON_FALLBACK);
    } else {
      states.begin(States.Cause.ON_FALLBACK, "written to the fallback folder");
    }
  }

  private void work() throws IOException {
    lookAround();
    if (!current.isEmpty()) {
      commit(); // what another log could not take
    }
    while (true) {
      states.end(States.Cause.NO_ANSWER);
      current = intake.take(nextDuty());
      if (!current.isEmpty()) {
        commit();
      } else if (intake.isDrained()) {
        openLog.finish();
        registrar.closed(openLog);
        return;
      }
      duties();
    }
  }

  private void commit() throws IOException {
    Cohort cohort = current;
    openLog.append(cohort.drafts());
    if (isWatchDue()) {
      requireOurs(); // nothing is acknowledged on a look that is older than a second
    }
    current = nothing();
    cohort.complete();
    openLog.take(cohort.drafts());
    activeNanos = config.ticker().nanos();
  }

  /** How long nothing has to be done unless a caller comes. */
  private long nextDuty() {
    if (pruning) {
      return 0;
    }
    long now = config.ticker().nanos();
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
    if (isWatchDue()) {
      watch();
    }
    long now = config.ticker().nanos();
    if (segmentIsFull()) {
      roll();
    } else if (pruning) {
      prune();
    }
    if (isUnsigned() && now - signedNanos >= config.checkpointEvery().toNanos()) {
      signedNanos = now;
      openLog.checkpoints().sign(openLog.frontier(), false);
    }
    openLog.segment().preallocate();
    if (now - activeNanos >= tickNanos()) {
      activeNanos = now;
      intake.leave(openLog.drafts().bare("tick", null));
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
    openLog.roll();
    registrar.seen(openLog);
    signedNanos = config.ticker().nanos();
    pruning = true;
  }

  /** One segment at a time, between commits, so that callers wait for no more than that. */
  private void prune() throws IOException {
    pruning = retention.deleteOldest(openLog.folder());
    if (pruning) {
      return;
    }
    Optional<OperatorAct> untold = retention.untold(openLog.folder());
    if (untold.isPresent()) {
      openLog.write(List.of(openLog.drafts().operatorAct(untold.get())));
      retention.sweep(openLog.folder());
    }
  }

  private boolean isWatchDue() {
    return config.ticker().nanos() - watchedNanos >= WATCH_NANOS;
  }

  /** Looks after what others may change under an open log, once a second. */
  private void watch() throws IOException {
    watchedNanos = config.ticker().nanos();
    requireOurs();
    checkSpace();
    checkClock();
    config
        .listener()
        .behind()
        .ifPresentOrElse(
            who -> states.begin(States.Cause.COPIES_BEHIND, who),
            () -> states.end(States.Cause.COPIES_BEHIND));
  }

  private void checkClock() {
    Duration step = clock.look();
    if (!step.isZero()) {
      log.warn("audit log {}: the clock was set by {}", openLog.origin(), step);
      intake.leave(openLog.drafts().clockStep(step));
    }
  }

  private void requireOurs() throws IOException {
    openLog.segment().requireInPlace();
    lock.requireHeld();
  }

  private void checkSpace() throws IOException {
    long usable = config.disk().usableBytes(openLog.folder());
    String reason =
        usable < config.reserveBytes()
            ? "disk: " + usable + " bytes free (expected: at least " + config.reserveBytes() + ")"
            : null;
    intake.lowOnSpace(reason);
    if (lowOnSpace == (reason == null)) {
      lowOnSpace = reason != null;
      log.warn(
          "audit log {}: {} bytes free, {} new calls",
          openLog.origin(),
          usable,
          lowOnSpace ? "refusing" : "taking");
      if (reason == null) {
        states.end(States.Cause.NO_ROOM);
      } else {
        states.begin(States.Cause.NO_ROOM, reason);
      }
    }
  }
}
