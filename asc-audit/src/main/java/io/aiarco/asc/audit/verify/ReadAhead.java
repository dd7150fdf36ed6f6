package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Lines;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Reads, hashes and parses on several threads while one judges what they read, line by line in
 * their order: the rules see a log as if there were one thread. Few batches are ahead of the judge,
 * however long the log is. Used by the judging thread, which lends a hand while it would have to
 * wait; closing it ends the others.
 */
final class ReadAhead implements AutoCloseable {
  private static final int BATCH_LINES = 256;
  private static final int BATCHES_PER_THREAD = 4;

  private final int threads;
  private final Pace.Progress progress;
  private final long totalBytes;
  private final Deque<FutureTask<Batch>> begun = new ArrayDeque<>();
  private final ExecutorService others;
  private long doneBytes;

  /** {@code totalBytes} are to be verified, as far as it is known when it begins. */
  ReadAhead(Pace pace, long totalBytes) {
    this.threads = pace.threads();
    this.progress = pace.progress();
    this.totalBytes = totalBytes;
    this.others =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1), // one that is never needed is never started
            task -> {
              Thread thread = new Thread(task, "asc-verify-read-ahead");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Judges a line. */
  interface Judge {
    void take(Lines.Line line) throws FormatException, IOException, Records.StopException;
  }

  /**
   * Some lines that follow each other.
   *
   * @param walk what gave them; says whether and where something is broken behind them
   * @param wrong what the line after them is, which hashes and is no record, or why the judge took
   *     none of them
   */
  record Batch(List<Lines.Line> lines, Lines walk, @Nullable FormatException wrong) {
    private static Batch of(Lines walk, int count) {
      List<Lines.Line> lines = new ArrayList<>(BATCH_LINES);
      try {
        while (lines.size() < count) {
          Optional<Lines.Line> line = walk.next();
          if (line.isEmpty()) {
            break;
          }
          lines.add(line.get());
        }
        return new Batch(lines, walk, null);
      } catch (FormatException e) {
        return new Batch(lines, walk, e);
      }
    }

    private boolean isBroken() {
      return wrong != null || walk.broken().isPresent();
    }
  }

  /** Begins some work, to be had from {@link #get}. */
  <T> FutureTask<T> begin(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    if (threads > 1) {
      others.execute(task);
    }
    return task;
  }

  /** Does the work if nobody has begun it, and else whatever nobody has begun until it is done. */
  <T> T get(FutureTask<T> task) throws IOException {
    task.run();
    for (FutureTask<Batch> other : begun) {
      if (task.isDone()) {
        break;
      }
      other.run();
    }
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading ahead", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("reading ahead", e.getCause());
    }
  }

  /** So many bytes more are verified. */
  void passed(long bytes) {
    doneBytes += bytes;
    progress.at(doneBytes, totalBytes);
  }

  /**
   * Hands over all lines that hold, none of {@code endSeq} or later.
   *
   * @return the last lines, and what is behind them
   */
  Batch read(Lines lines, long endSeq, Judge judge) throws IOException, Records.StopException {
    try {
      int count = 1; // what the first line says decides whether the others are judged
      boolean more = true;
      while (true) {
        while (more && begun.size() < (threads == 1 ? 1 : threads * BATCHES_PER_THREAD)) {
          int size = (int) Math.min(count, endSeq - lines.nextSeq());
          Lines next = threads == 1 ? lines : lines.split(size);
          begun.add(begin(() -> Batch.of(next, size)));
          more = !lines.atEnd() && lines.nextSeq() < endSeq;
          count = BATCH_LINES;
        }
        Batch batch = judged(get(begun.remove()), judge);
        more = !lines.atEnd() && lines.nextSeq() < endSeq;
        if (batch.isBroken() || !more && begun.isEmpty()) {
          return batch;
        }
      }
    } finally {
      begun.forEach(task -> task.cancel(false));
      begun.clear();
    }
  }

  private static Batch judged(Batch batch, Judge judge) throws IOException, Records.StopException {
    try {
      for (Lines.Line line : batch.lines()) {
        judge.take(line);
      }
      return batch;
    } catch (FormatException e) {
      return new Batch(batch.lines(), batch.walk(), e);
    }
  }

  @Override
  public void close() {
    others.shutdown();
  }
}
