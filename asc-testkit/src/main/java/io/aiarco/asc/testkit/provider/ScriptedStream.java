package io.aiarco.asc.testkit.provider;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.provider.ProviderStream;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Plays one {@link ScriptedReply}. One reader; closing wakes it. */
final class ScriptedStream implements ProviderStream {
  private final ScriptedReply reply;
  private final Iterator<StreamEvent> events;
  private final CountDownLatch closed = new CountDownLatch(1);

  ScriptedStream(ScriptedReply reply) {
    this.reply = reply;
    this.events = reply.events().iterator();
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Waits for the gate; fails here when the script has nothing else. */
  void awaitHead() throws ProviderFailure {
    CountDownLatch gate = reply.gate();
    try {
      while (gate != null && !gate.await(5, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        requireOpen();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProviderFailure.of(FailureClass.CANCELLED, "scripted: interrupted", e);
    }
    if (!events.hasNext() && reply.failure() != null) {
      throw reply.failure();
    }
  }

  @Override
  public @Nullable StreamEvent next() throws ProviderFailure {
    requireOpen();
    if (events.hasNext()) {
      return events.next();
    }
    if (reply.failure() != null) {
      throw reply.failure();
    }
    return null;
  }

  @Override
  public String host() {
    return "scripted.test";
  }

  @Override
  public String requestId() {
    return "req_scripted";
  }

  @Override
  public int httpStatus() {
    return 200;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void requireOpen() throws ProviderFailure {
    if (isClosed()) {
      throw ProviderFailure.of(FailureClass.CANCELLED, "scripted: closed", null);
    }
  }
}
