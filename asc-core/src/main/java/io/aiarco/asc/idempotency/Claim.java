package io.aiarco.asc.idempotency;

import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.chat.ModelResponse;
import io.aiarco.asc.error.AscException;
import java.util.function.Function;

/** The answer to "may I do this piece of work?". */
public sealed interface Claim {
  /** One function per case. */
  <R> R fold(
      Function<Owner, R> owner,
      Function<InFlight, R> inFlight,
      Function<Done, R> done,
      Function<Mismatch, R> mismatch);

  /**
   * The work is the caller's. It ends it with exactly one of the methods; later ones do nothing.
   * Thread-safe.
   */
  non-sealed interface Owner extends Claim {
    /** It is done: everyone else with the key gets this reply. */
    void complete(ModelResponse response);

    /** Its result is unknown or final: everyone else with the key gets this failure. */
    void fail(AscException failure);

    /** Nothing was sent: the next one with the key does the work. */
    void abandon();

    @Override
    default <R> R fold(
        Function<Owner, R> owner,
        Function<InFlight, R> inFlight,
        Function<Done, R> done,
        Function<Mismatch, R> mismatch) {
      return owner.apply(this);
    }
  }

  /** Someone else is doing it. Thread-safe. */
  non-sealed interface InFlight extends Claim {
    /**
     * Waits for the owner.
     *
     * @return {@link Done}; an {@link Owner} when the one before gave up; {@link Mismatch} when
     *     another request took the key since
     * @throws AscException the owner's failure
     * @throws io.aiarco.asc.error.DeadlineException when it takes too long
     * @throws io.aiarco.asc.error.CancelledException when the thread is interrupted
     */
    Claim await(Deadline deadline);

    @Override
    default <R> R fold(
        Function<Owner, R> owner,
        Function<InFlight, R> inFlight,
        Function<Done, R> done,
        Function<Mismatch, R> mismatch) {
      return inFlight.apply(this);
    }
  }

  /** It was done before. Immutable. */
  record Done(ModelResponse response) implements Claim {
    @Override
    public <R> R fold(
        Function<Owner, R> owner,
        Function<InFlight, R> inFlight,
        Function<Done, R> done,
        Function<Mismatch, R> mismatch) {
      return done.apply(this);
    }
  }

  /** The key stands for another request. Immutable. */
  record Mismatch() implements Claim {
    @Override
    public <R> R fold(
        Function<Owner, R> owner,
        Function<InFlight, R> inFlight,
        Function<Done, R> done,
        Function<Mismatch, R> mismatch) {
      return mismatch.apply(this);
    }
  }
}
