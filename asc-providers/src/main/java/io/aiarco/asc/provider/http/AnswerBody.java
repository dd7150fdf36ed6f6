package io.aiarco.asc.provider.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * A body as it arrives. The first byte has what is left of the first-token time-out, every later
 * wait has the inter-chunk one; where the reader says so, both bound it.
 *
 * <p>One thread reads, any closes. {@code lock} guards Okio's buffers, which know no threads: a
 * reader holds it while it waits, and whoever closes aborts the call first, so that the reader
 * leaves at once.
 */
final class AnswerBody extends InputStream {
  /** How long and how far {@link #close} reads on to find an end that is already there. */
  private static final Duration DRAIN_TIME = Duration.ofMillis(10);

  private static final int DRAIN_BYTES = 16 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final OutboundCall call;
  private final BufferedSource source;
  private boolean begun;
  private boolean stillWaiting;
  private boolean ended;
  private @Nullable IOException failure;
  private final AtomicBoolean closed = new AtomicBoolean();

  AnswerBody(OutboundCall call, BufferedSource source) {
    this.call = call;
    this.source = source;
    patience(call.firstBytePatience());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    lock.lock();
    try {
      if (closed.get()) {
        throw call.explain(new IOException("body: closed (expected: open)"));
      }
      if (failure != null) {
        throw failure;
      }
      return ended || length == 0 ? (ended ? -1 : 0) : readNow(into, offset, length);
    } finally {
      lock.unlock();
    }
  }

  /** See {@link io.aiarco.asc.egress.EgressResponse#stillWaiting}. */
  void stillWaiting() throws IOException {
    lock.lock();
    try {
      if (begun && !ended && failure == null && !closed.get()) {
        patience(call.patienceForFirstToken());
        stillWaiting = true;
      }
    } finally {
      lock.unlock();
    }
  }

  private int readNow(byte[] into, int offset, int length) throws IOException {
    call.enterRead();
    try {
      int count = source.read(into, offset, length);
      if (count < 0) {
        ended = true;
        call.finish();
      } else if (!begun || stillWaiting) {
        begun = true;
        stillWaiting = false;
        patience(call.interChunk());
      }
      return count;
    } catch (IOException e) {
      failure = call.explain(e);
      call.finish();
      throw failure;
    } finally {
      call.exitRead();
    }
  }

  /**
   * Ends the answer. One whose end is there leaves its connection to the next call; any other is
   * aborted, and the server sees that.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (!lock.tryLock()) {
      call.abort(OutboundCall.Abort.CLOSED);
      lock.lock();
    }
    try {
      if (!ended && failure == null && !endIsNear()) {
        call.abort(OutboundCall.Abort.CLOSED);
      }
      source.close();
    } catch (IOException e) {
      // An aborted source complains; nobody wants its bytes any more.
      call.abort(OutboundCall.Abort.CLOSED);
    } finally {
      lock.unlock();
      call.finish();
    }
  }

  private boolean endIsNear() {
    patience(DRAIN_TIME);
    byte[] sink = new byte[2048];
    try {
      for (int drained = 0; drained < DRAIN_BYTES; ) {
        int count = source.read(sink, 0, sink.length);
        if (count < 0) {
          return true;
        }
        drained += count;
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private void patience(Duration wait) {
    source.timeout().timeout(wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}
