package io.aiarco.asc.audit;

import io.aiarco.asc.call.CallId;

/**
 * Where the secrets of commitments lie, and encrypted texts: outside the log, so that they can be
 * destroyed and the log still verifies. Thread-safe; never makes a caller's thread touch a file.
 *
 * <p>What is taken becomes durable in the order in which it is taken. A call's secrets are durable
 * before any record bears a commitment made with them: a crash may leave secrets nobody needs, and
 * never a commitment nobody can open.
 */
public interface ContentStore extends AutoCloseable {
  /**
   * Takes the secrets of a call, before anything else of it.
   *
   * @throws AuditUnavailableException when they cannot be taken
   */
  AuditReceipt keep(CallId call, ContentSecrets secrets);

  /**
   * Takes a text of the call, to be sealed with its key.
   *
   * @param json what was committed to; the array is not changed afterwards
   * @throws AuditUnavailableException when it cannot be taken
   */
  AuditReceipt keep(CallId call, ContentSecrets secrets, ContentField field, byte[] json);

  /** Makes everything taken durable, then closes. Closing twice does nothing. */
  @Override
  void close();
}
