package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.StateListener;
import io.aiarco.asc.call.TenantId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong with the log at present. A state holds while any cause of it does; several states
 * may hold at once, and the worst is the log's. Each one's begin and end is a record, which waits
 * its turn where the log cannot take it; of VOLATILE, each tenant's.
 *
 * <p>Thread-safe; {@code lock} guards {@code causes} and {@code volatiles}, and keeps records in
 * the order of the changes. Listeners are told outside it.
 */
final class States {
  private static final Logger log = LoggerFactory.getLogger(States.class);

  /** Why a state holds. */
  enum Cause {
    /** Something outside does not take what is carried to it. */
    COPIES_BEHIND(AuditState.LAGGING),
    /** The log lies under the second root. */
    ON_FALLBACK(AuditState.SPOOLING),
    /** A write failed, and no disk takes a new epoch yet. */
    DISK_FAILED(AuditState.REFUSING),
    /** The disk has less room than its reserve. */
    NO_ROOM(AuditState.REFUSING),
    /** The disk has not answered for too long. */
    NO_ANSWER(AuditState.REFUSING);

    private final AuditState state;

    Cause(AuditState state) {
      this.state = state;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Cause> causes = EnumSet.noneOf(Cause.class);
  private final Set<TenantId> volatiles = new HashSet<>();
  private final List<StateListener> listeners = new CopyOnWriteArrayList<>();
  private final Drafts drafts;
  private final Intake intake;
  private volatile AuditState worst = AuditState.HEALTHY;

  States(Drafts drafts, Intake intake) {
    this.drafts = drafts;
    this.intake = intake;
  }

  void onChange(StateListener listener) {
    listeners.add(listener);
  }

  /** A cause begins, unless it does already. {@code why} tells the operator, and no secrets. */
  void begin(Cause cause, String why) {
    boolean begins;
    lock.lock();
    try {
      begins = !holds(cause.state) && causes.add(cause);
      causes.add(cause);
      if (begins) {
        intake.leave(drafts.degraded("degraded.begin", cause.state, null, why));
        worst = findWorst();
      }
    } finally {
      lock.unlock();
    }
    if (begins) {
      tell(cause.state, true);
    }
  }

  /** A cause ends, if it holds. */
  void end(Cause cause) {
    boolean ends;
    lock.lock();
    try {
      ends = causes.remove(cause) && !holds(cause.state);
      if (ends) {
        intake.leave(drafts.degraded("degraded.end", cause.state, null, null));
        worst = findWorst();
      }
    } finally {
      lock.unlock();
    }
    if (ends) {
      tell(cause.state, false);
    }
  }

  /** Calls of a tenant go on without records from here on. */
  AuditReceipt begin(AuditRecord.VolatileBegin begin) {
    AuditReceipt receipt;
    boolean begins;
    lock.lock();
    try {
      receipt = intake.append(drafts.volatileBegin(begin), Intake.Need.OWN);
      begins = volatiles.isEmpty();
      volatiles.add(begin.tenant());
      worst = findWorst();
    } finally {
      lock.unlock();
    }
    if (begins) {
      tell(AuditState.VOLATILE, true);
    }
    return receipt;
  }

  /** No calls of a tenant go on without records any more, and this is what those did. */
  AuditReceipt end(AuditRecord.Gap gap) {
    AuditReceipt receipt = AuditReceipt.DURABLE;
    boolean ends;
    lock.lock();
    try {
      for (Draft draft : drafts.gap(gap)) {
        receipt = intake.append(draft, Intake.Need.OWN);
      }
      ends = volatiles.remove(gap.tenant()) && volatiles.isEmpty();
      worst = findWorst();
    } finally {
      lock.unlock();
    }
    if (ends) {
      tell(AuditState.VOLATILE, false);
    }
    return receipt;
  }

  private boolean holds(AuditState state) {
    return causes.stream().anyMatch(cause -> cause.state == state);
  }

  private AuditState findWorst() {
    AuditState found = volatiles.isEmpty() ? AuditState.HEALTHY : AuditState.VOLATILE;
    for (Cause cause : causes) {
      found = cause.state.severity() > found.severity() ? cause.state : found;
    }
    return found;
  }

  private void tell(AuditState state, boolean holds) {
    for (StateListener listener : listeners) {
      try {
        listener.changed(state, holds);
      } catch (RuntimeException e) {
        log.warn("audit log: a listener failed at {}", state.key(), e); // it must not end us
      }
    }
  }

  /** The worst that holds. */
  AuditState worst() {
    return worst;
  }
}
