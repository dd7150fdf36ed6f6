package io.aiarco.asc.audit;

import io.aiarco.asc.call.Deadline;

/** The promise that a record handed to the log will be durable. Thread-safe. */
public interface AuditReceipt {
  /** Already durable. */
  AuditReceipt DURABLE = deadline -> {};

  /**
   * Waits until the record would survive a power failure.
   *
   * @throws AuditUnavailableException when it will never be
   * @throws io.aiarco.asc.error.DeadlineException when it is not in time
   * @throws io.aiarco.asc.error.CancelledException when the thread is interrupted, with its flag
   *     set again; the record may become durable all the same
   */
  void await(Deadline deadline);
}
