package io.aiarco.asc.tool;

import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.DeadlineException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs the tool calls of one turn. An executor that runs them itself makes it one by one. */
record ToolCalls(ToolBox tools, Executor executor, Clock clock) {

  /** The answers in the order of the calls. */
  List<ToolAnswer> answers(List<ToolCall> calls, Deadline end) {
    List<FutureTask<ToolAnswer>> tasks = new ArrayList<>();
    try {
      for (ToolCall call : calls) {
        remaining(end);
        FutureTask<ToolAnswer> task = new FutureTask<>(() -> tools.answer(call));
        tasks.add(task);
        executor.execute(task);
      }
      List<ToolAnswer> answers = new ArrayList<>();
      for (FutureTask<ToolAnswer> task : tasks) {
        answers.add(answer(task, end));
      }
      return answers;
    } finally {
      tasks.forEach(task -> task.cancel(true)); // does nothing to one that is done
    }
  }

  /** What is left before {@code end}, more than zero. */
  Duration remaining(Deadline end) {
    Duration left = end.remaining(clock);
    if (left.isZero()) {
      throw late(null);
    }
    return left;
  }

  private ToolAnswer answer(FutureTask<ToolAnswer> task, Deadline end) {
    try {
      return task.get(end.remaining(clock).toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("while tools ran", e);
    } catch (TimeoutException e) {
      throw late(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // answer() throws nothing else
    }
  }

  private static DeadlineException late(@Nullable Throwable cause) {
    return new DeadlineException("tools", cause);
  }
}
