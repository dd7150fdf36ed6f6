package io.aiarco.asc.audit;

/**
 * Where calls are written down. Opening one recovers it; see {@link #recovered()}. Implementations
 * are thread-safe and never make a caller's thread touch a file, since an interrupted thread would
 * close it.
 */
public interface AuditLog extends AutoCloseable {
  /** What the log knew when it was opened, calls of a dead process ended. */
  RecoveredState recovered();

  /**
   * Takes a record; records are ordered as they are taken.
   *
   * @throws AuditUnavailableException when the log cannot take it
   */
  AuditReceipt append(AuditRecord record);

  /** The worst state it is in now; may be better or worse when a record arrives. */
  AuditState state();

  /** Tells {@code listener} of every change of state from now on, besides those told before. */
  void onStateChange(StateListener listener);

  /** Makes everything taken durable, then closes. Closing twice does nothing. */
  @Override
  void close();
}
