package io.aiarco.asc.pipeline;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.budget.RateLimitedException;
import io.aiarco.asc.chat.ModelResponse;
import io.aiarco.asc.chat.ReplyInterruptedException;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.ClosedException;
import io.aiarco.asc.error.DeadlineException;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended: exactly one of the two is there. Immutable.
 *
 * @param response what the caller gets
 * @param failure what the caller is thrown instead
 */
record Ending(@Nullable ModelResponse response, @Nullable AscException failure) {

  /** The protocol's end was seen. */
  static Ending complete(ModelResponse response) {
    return new Ending(response, null);
  }

  /** It failed. */
  static Ending failed(AscException failure) {
    return new Ending(null, failure);
  }

  /**
   * Whether it was ended from this side, by caller, deadline, close or for want of budget, and not
   * by a provider.
   */
  boolean isLocal() {
    return failure instanceof CancelledException
        || failure instanceof DeadlineException
        || failure instanceof ClosedException
        || failure instanceof BudgetExhaustedException
        || failure instanceof RateLimitedException;
  }

  /** How an attempt that was still running is marked. */
  FailureClass runningAttempt() {
    if (failure instanceof ReplyInterruptedException) {
      return FailureClass.TRUNCATED;
    }
    return failure instanceof DeadlineException ? FailureClass.DEADLINE : FailureClass.CANCELLED;
  }
}
