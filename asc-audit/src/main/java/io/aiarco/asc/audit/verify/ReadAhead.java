package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Lines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and reads lines on a thread of its own while the rules judge those before: the two cost
 * about the same. One batch is being read while another is judged, so memory stays flat. Used by
 * one thread; closing it ends the other.
 */
final class ReadAhead implements AutoCloseable {
  private static final int BATCH = 512;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "asc-verify-read-ahead");
            thread.setDaemon(true);
            return thread;
          });

  /** Judges a line. */
  interface Judge {
    void take(Lines.Line line) throws FormatException, IOException, Records.StopException;
  }

  /**
   * Some lines that follow each other.
   *
   * @param wrong what the line after them is, which hashes and is no record
   */
  private record Batch(List<Lines.Line> lines, @Nullable FormatException wrong) {
    boolean isLast() {
      return wrong != null || lines.size() < BATCH;
    }
  }

  /** Hands over all lines that hold; {@code lines} then says where they end and why. */
  void read(Lines lines, Judge judge) throws FormatException, IOException, Records.StopException {
    Future<Batch> next = thread.submit(() -> batch(lines));
    while (true) {
      Batch batch = get(next);
      if (!batch.isLast()) {
        next = thread.submit(() -> batch(lines));
      }
      for (Lines.Line line : batch.lines()) {
        judge.take(line);
      }
      if (batch.wrong() != null) {
        throw batch.wrong();
      }
      if (batch.isLast()) {
        return;
      }
    }
  }

  private static Batch batch(Lines lines) {
    List<Lines.Line> batch = new ArrayList<>(BATCH);
    try {
      while (batch.size() < BATCH) {
        Optional<Lines.Line> line = lines.next();
        if (line.isEmpty()) {
          break;
        }
        batch.add(line.get());
      }
      return new Batch(batch, null);
    } catch (FormatException e) {
      return new Batch(batch, e);
    }
  }

  private static Batch get(Future<Batch> batch) throws IOException {
    try {
      return batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading ahead", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading ahead", e.getCause());
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
