package io.aiarco.asc.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps records in memory and calls them durable: for tests and trials, no evidence. Thread-safe;
 * {@code lock} guards {@code records} and {@code closed}.
 */
public final class InMemoryAuditLog implements AuditLog {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<AuditRecord> records = new ArrayList<>();
  private boolean closed;

  /** An empty log. */
  public InMemoryAuditLog() {}

  @Override
  public RecoveredState recovered() {
    return RecoveredState.NONE;
  }

  @Override
  public AuditReceipt append(AuditRecord record) {
    lock.lock();
    try {
      if (closed) {
        throw new AuditUnavailableException("closed (expected: open)", null);
      }
      records.add(record);
      return AuditReceipt.DURABLE;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public AuditState state() {
    return AuditState.HEALTHY;
  }

  /** Never calls {@code listener}: it is always healthy. */
  @Override
  public void onStateChange(StateListener listener) {}

  /** Everything taken so far, in order. */
  public List<AuditRecord> records() {
    lock.lock();
    try {
      return List.copyOf(records);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }
}
