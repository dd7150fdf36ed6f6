package io.aiarco.asc.benchmarks;

import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.RecoveredState;
import io.aiarco.asc.audit.StateListener;
import java.util.concurrent.atomic.AtomicLong;

/** Counts records and calls them durable; keeps none, so that millions fit. Thread-safe. */
final class CountingAuditLog implements AuditLog {
  private final AtomicLong records = new AtomicLong();

  @Override
  public RecoveredState recovered() {
    return RecoveredState.NONE;
  }

  @Override
  public AuditReceipt append(AuditRecord record) {
    records.incrementAndGet();
    return AuditReceipt.DURABLE;
  }

  @Override
  public AuditState state() {
    return AuditState.HEALTHY;
  }

  @Override
  public void onStateChange(StateListener listener) {}

  long records() {
    return records.get();
  }

  @Override
  public void close() {}
}
