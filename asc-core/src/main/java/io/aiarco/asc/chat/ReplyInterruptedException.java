package io.aiarco.asc.chat;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;
import io.aiarco.asc.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The reply broke off after part of it had been handed out. It is never completed by another
 * provider, and what came so far must not be taken for an answer. Thread-safe.
 */
public final class ReplyInterruptedException extends AscException {
  private static final long serialVersionUID = 1L;

  private final transient Usage usage;

  /** {@code why}: what, value, expectation; {@code usage}: figures up to the break. */
  public ReplyInterruptedException(String why, Usage usage, @Nullable Throwable cause) {
    super(ErrorCode.REPLY_INTERRUPTED, "reply: broke off, " + why, RetryAdvice.LATER, cause);
    this.usage = usage;
  }

  /** What the provider had reported up to the break. */
  public Usage usage() {
    return usage;
  }
}
