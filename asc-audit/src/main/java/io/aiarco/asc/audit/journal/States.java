package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditState;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is wrong with the log at present: several states may hold at once, and the worst is the
 * log's. Each one's begin and end is a record, which waits its turn where the log cannot take it.
 * Thread-safe; {@code lock} guards {@code holding} and keeps records in the order of the changes.
 */
final class States {
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<AuditState> holding = EnumSet.of(AuditState.HEALTHY);
  private final Drafts drafts;
  private final Intake intake;

  States(Drafts drafts, Intake intake) {
    this.drafts = drafts;
    this.intake = intake;
  }

  /** A state begins, unless it holds already. {@code why} tells the operator, and no secrets. */
  void begin(AuditState state, String why) {
    lock.lock();
    try {
      if (holding.add(state)) {
        intake.leave(drafts.degraded("degraded.begin", state, why));
      }
    } finally {
      lock.unlock();
    }
  }

  /** A state ends, if it holds. */
  void end(AuditState state) {
    lock.lock();
    try {
      if (holding.remove(state)) {
        intake.leave(drafts.degraded("degraded.end", state, null));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The worst that holds. */
  AuditState worst() {
    lock.lock();
    try {
      AuditState worst = AuditState.HEALTHY;
      for (AuditState state : holding) {
        worst = state;
      }
      return worst;
    } finally {
      lock.unlock();
    }
  }
}
