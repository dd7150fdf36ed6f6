package io.aiarco.asc.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the same request may succeed later. Immutable. */
public final class RetryAdvice {
  /** Do not send it again as it is. */
  public static final RetryAdvice NEVER = new RetryAdvice(false, null);

  /** It may succeed later; nobody knows when. */
  public static final RetryAdvice LATER = new RetryAdvice(true, null);

  private final boolean retryable;
  private final @Nullable Duration after;

  private RetryAdvice(boolean retryable, @Nullable Duration after) {
    this.retryable = retryable;
    this.after = after;
  }

  /** It may succeed once {@code wait} has passed. */
  public static RetryAdvice after(Duration wait) {
    return new RetryAdvice(true, wait);
  }

  /** Whether trying again can help. */
  public boolean retryable() {
    return retryable;
  }

  /** How long to wait first, where that is known. */
  public Optional<Duration> after() {
    return Optional.ofNullable(after);
  }

  @Override
  public String toString() {
    return !retryable ? "never" : after == null ? "later" : "after " + after;
  }
}
