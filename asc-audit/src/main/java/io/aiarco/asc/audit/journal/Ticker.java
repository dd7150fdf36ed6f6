package io.aiarco.asc.audit.journal;

import java.util.concurrent.locks.Condition;

/** Time as it passes, never set back, and waiting for it: so that tests let hours pass at once. */
interface Ticker {
  /** The machine's. */
  Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // the callers loop
        public long await(Condition condition, long nanos) throws InterruptedException {
          return condition.awaitNanos(nanos);
        }
      };

  /** Nanoseconds since some instant. */
  long nanos();

  /** As {@link Condition#awaitNanos}. */
  long await(Condition condition, long nanos) throws InterruptedException;
}
