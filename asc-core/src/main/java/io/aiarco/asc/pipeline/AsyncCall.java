package io.aiarco.asc.pipeline;

import io.aiarco.asc.chat.ModelCall;
import io.aiarco.asc.chat.ModelResponse;
import io.aiarco.asc.error.CancelledException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * A whole call on another thread. Cancelling ends the call wherever it is, and wakes its thread,
 * which may be waiting for another call's reply or for the log. Thread-safe.
 */
final class AsyncCall<R extends ModelResponse> implements ModelCall<R> {
  private final Settlement settlement;
  private final CompletableFuture<R> future = new CancellingFuture();
  private final FutureTask<R> task;

  /** {@code answer}: reads the whole reply. */
  AsyncCall(CallPath path, Exchange.Received received, Function<GovernedStream, R> answer) {
    this.settlement = received.settlement();
    this.task =
        new FutureTask<>(() -> answer.apply(path.open(received))) {
          @Override
          protected void done() {
            deliver();
          }
        };
  }

  Runnable task() {
    return task;
  }

  @Override
  public CompletableFuture<R> future() {
    return future;
  }

  @Override
  public void cancel() {
    settlement.end(Ending.failed(new CancelledException("by its caller", null)));
    task.cancel(true);
  }

  private void deliver() {
    try {
      future.complete(task.get());
    } catch (ExecutionException e) {
      future.completeExceptionally(e.getCause());
    } catch (CancellationException e) {
      future.completeExceptionally(new CancelledException("by its caller", null));
    } catch (InterruptedException e) {
      throw new AssertionError("a task that is done does not block", e);
    }
  }

  /** Cancelling the future must not leave the call running. */
  private final class CancellingFuture extends CompletableFuture<R> {
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      AsyncCall.this.cancel();
      return cancelled;
    }
  }
}
