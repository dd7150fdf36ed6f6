package io.aiarco.asc.audit;

import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.call.CallId;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One call that goes on without a record and is counted. Only {@link VolatileCalls} makes one. */
public final class VolatileCall {
  private final CallId call;
  private final Consumer<List<HoldLine>> ended;
  private final AtomicBoolean over = new AtomicBoolean();

  VolatileCall(CallId call, Consumer<List<HoldLine>> ended) {
    this.call = call;
    this.ended = ended;
  }

  /** The call. */
  public CallId call() {
    return call;
  }

  /** It is over and charged this; the first time counts. */
  public void end(List<HoldLine> charged) {
    if (over.compareAndSet(false, true)) {
      ended.accept(charged);
    }
  }
}
