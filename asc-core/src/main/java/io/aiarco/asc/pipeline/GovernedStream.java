package io.aiarco.asc.pipeline;

import io.aiarco.asc.call.CallId;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.EmbeddingResponse;
import io.aiarco.asc.chat.ModelResponse;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.CancelledException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a caller reads, streamed or whole: the events of one {@link EventSource}, and how the call
 * ended. One reader; {@link #close()} from any thread.
 */
final class GovernedStream implements ChatStream {
  private final Exchange.Received received;
  private final CallRecord record;
  private final EventSource source;
  private final AtomicBoolean iterated = new AtomicBoolean();
  private boolean finished;

  GovernedStream(Exchange.Identified identified, EventSource source) {
    this.received = identified.received();
    this.record = identified.record();
    this.source = source;
  }

  @Override
  public CallId auditId() {
    return received.call();
  }

  @Override
  public Iterator<StreamEvent> iterator() {
    if (iterated.getAndSet(true)) {
      throw new IllegalStateException("stream: iterated before (expected: once)");
    }
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !finished;
      }

      @Override
      public StreamEvent next() {
        if (finished) {
          throw new NoSuchElementException("stream: at its end");
        }
        return advance();
      }
    };
  }

  @Override
  public ChatResponse response() {
    return (ChatResponse) whole(); // a chat's path ends in nothing else
  }

  /** The same of a call that embeds. */
  EmbeddingResponse embeddings() {
    return (EmbeddingResponse) whole();
  }

  private ModelResponse whole() {
    while (!finished) {
      advance();
    }
    Ending ending = received.settlement().ending().orElseThrow();
    AscException failure = ending.failure();
    if (failure != null) {
      throw failure;
    }
    record.awaitEnd(received.deadline()); // again: who did not get the last event gets no reply
    return Objects.requireNonNull(ending.response());
  }

  @Override
  public void close() {
    Settlement settlement = received.settlement();
    if (settlement.ending().isPresent()) {
      return; // the usual case, and an exception made for nothing is dear
    }
    settlement.end(Ending.failed(new CancelledException("stream closed before its end", null)));
  }

  private StreamEvent advance() {
    StreamEvent event = source.next();
    if (event instanceof StreamEvent.Finished) {
      finished = true;
      record.awaitEnd(received.deadline());
    }
    return event;
  }
}
