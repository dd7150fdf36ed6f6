package io.aiarco.asc.pipeline;

import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.CancelledException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a published call (rules of {@link Flow}, that is Reactive Streams 1.0.4):
 * events come one at a time on one thread, never more than asked for; cancelling ends the call.
 * Nothing is sent before the first demand. Thread-safe; {@code lock} guards {@code demand}, {@code
 * ended} and {@code misuse}.
 */
final class PublishedCall implements Flow.Subscription, Runnable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final CallPath path;
  private final Exchange.Received received;
  private final Flow.Subscriber<? super StreamEvent> subscriber;
  private long demand;
  private boolean ended;
  private boolean cancelled;
  private @Nullable IllegalArgumentException misuse;

  private PublishedCall(
      CallPath path, Exchange.Received received, Flow.Subscriber<? super StreamEvent> subscriber) {
    this.path = path;
    this.received = received;
    this.subscriber = subscriber;
  }

  static void start(
      CallPath path,
      Supplier<Exchange.Received> receive,
      Executor executor,
      Flow.Subscriber<? super StreamEvent> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    PublishedCall call;
    try {
      call = new PublishedCall(path, receive.get(), subscriber);
    } catch (AscException e) {
      refuse(subscriber, e);
      return;
    }
    call.received.settlement().own(ending -> call.wake());
    subscriber.onSubscribe(call);
    try {
      executor.execute(call);
    } catch (RejectedExecutionException e) {
      subscriber.onError(
          call.received.settlement().fail(new CancelledException("no thread to run on", e)));
    }
  }

  @Override
  public void request(long n) {
    lock.lock();
    try {
      if (n < 1 && misuse == null) {
        misuse = new IllegalArgumentException("demand: " + n + " (expected: >= 1)");
      }
      demand = demand + n < 0 ? Long.MAX_VALUE : demand + Math.max(0, n);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void cancel() {
    lock.lock();
    try {
      cancelled = true;
    } finally {
      lock.unlock();
    }
    received
        .settlement()
        .end(Ending.failed(new CancelledException("subscription cancelled", null)));
  }

  @Override
  public void run() {
    try {
      awaitDemand();
      try (ChatStream stream = path.open(received)) {
        for (StreamEvent event : stream) {
          awaitDemand();
          subscriber.onNext(event);
          taken();
        }
      }
      subscriber.onComplete();
    } catch (AscException | IllegalArgumentException e) {
      if (!isCancelled()) {
        subscriber.onError(e);
      }
    }
  }

  /** Waits for demand, or until the call has ended, which the next read then tells. */
  private void awaitDemand() {
    lock.lock();
    try {
      while (demand == 0 && !ended && misuse == null) {
        changed.await();
      }
      if (misuse != null) {
        received.settlement().end(Ending.failed(new CancelledException("bad demand", misuse)));
        throw misuse;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw received.settlement().fail(new CancelledException("interrupted", e));
    } finally {
      lock.unlock();
    }
  }

  private void taken() {
    lock.lock();
    try {
      demand = demand == Long.MAX_VALUE ? demand : demand - 1;
    } finally {
      lock.unlock();
    }
  }

  private boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static void refuse(Flow.Subscriber<? super StreamEvent> subscriber, AscException why) {
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {
            // nothing will come
          }

          @Override
          public void cancel() {
            // nothing runs
          }
        });
    subscriber.onError(why);
  }
}
