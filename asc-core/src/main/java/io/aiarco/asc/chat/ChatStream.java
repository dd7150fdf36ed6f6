package io.aiarco.asc.chat;

import io.aiarco.asc.call.CallId;

/**
 * A reply as it comes. One consumer reads; {@link #close()} may come from any thread. {@link
 * #iterator()} gives itself once. The caller closes it: closing before the end aborts the
 * provider's work, settles what was used and counts as cancelled. One that is never closed is
 * closed at its deadline.
 */
public interface ChatStream extends AutoCloseable, Iterable<StreamEvent> {
  /** The call's id in the audit log; see {@link ModelResponse#auditId()}. */
  CallId auditId();

  /**
   * Reads whatever is left and gives the whole reply.
   *
   * @throws io.aiarco.asc.error.AscException when the reply ends any other way than complete
   */
  ChatResponse response();

  /** Ends the call; after the reply's end it does nothing. Never throws, never blocks for long. */
  @Override
  void close();
}
