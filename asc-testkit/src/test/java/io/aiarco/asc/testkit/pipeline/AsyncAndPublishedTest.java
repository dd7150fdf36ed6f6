package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ModelCall;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.policy.ResidencyException;
import io.aiarco.asc.testkit.AscTest;
import io.aiarco.asc.testkit.provider.ScriptedReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AsyncAndPublishedTest {
  @RegisterExtension final AscTest asc = AscTest.create();

  @Test
  void anAsyncCallCompletesWithTheReply() throws Exception {
    asc.provider().reply("later");

    assertEquals(
        "later", asc.client().chatAsync(request("test")).future().get(10, TimeUnit.SECONDS).text());
  }

  @Test
  void anAsyncCallCompletesWithTheTypedFailure() {
    ModelCall<ChatResponse> call = asc.client().chatAsync(request("overseas"));

    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> call.future().get(10, TimeUnit.SECONDS));
    assertInstanceOf(ResidencyException.class, failed.getCause());
  }

  @Test
  void cancellingEndsACallThatIsStillWaitingForItsProvider() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    asc.provider()
        .otherwise(
            call -> {
              asked.countDown();
              return ScriptedReply.text("never").after(new CountDownLatch(1));
            });
    ModelCall<ChatResponse> call = asc.client().chatAsync(request("test"));
    assertTrue(asked.await(10, TimeUnit.SECONDS));

    call.cancel();

    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> call.future().get(10, TimeUnit.SECONDS));
    assertInstanceOf(CancelledException.class, failed.getCause());
    assertEquals(0, asc.balance().open());
  }

  @Test
  void cancellingTheFutureCancelsTheCall() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    asc.provider()
        .otherwise(
            call -> {
              asked.countDown();
              return ScriptedReply.text("never").after(new CountDownLatch(1));
            });
    ModelCall<ChatResponse> call = asc.client().chatAsync(request("test"));
    assertTrue(asked.await(10, TimeUnit.SECONDS));

    call.future().cancel(true);

    assertEquals(0, asc.balance().open());
  }

  @Test
  void aSubscriberGetsNoMoreThanItAskedForAndThenTheEnd() throws Exception {
    asc.provider().reply("a b c");
    Collector collector = new Collector(1);

    asc.client().publish(request("test")).subscribe(collector);

    List<StreamEvent> events = collector.end.get(10, TimeUnit.SECONDS);
    assertInstanceOf(StreamEvent.Finished.class, events.get(events.size() - 1));
    assertEquals(1, collector.mostOutstanding);
  }

  @Test
  void cancellingASubscriptionEndsTheCall() throws Exception {
    asc.provider().reply("a b c");
    CountDownLatch first = new CountDownLatch(1);
    Collector collector =
        new Collector(1) {
          @Override
          public void onNext(StreamEvent event) {
            subscription.cancel();
            first.countDown();
          }
        };

    asc.client().publish(request("test")).subscribe(collector);

    assertTrue(first.await(10, TimeUnit.SECONDS));
    assertEquals(0, asc.balance().open());
    assertTrue(collector.end.getNow(null) == null);
  }

  @Test
  void badDemandIsAnError() {
    Collector collector = new Collector(-1);

    asc.client().publish(request("test")).subscribe(collector);

    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> collector.end.get(10, TimeUnit.SECONDS));
    assertInstanceOf(IllegalArgumentException.class, failed.getCause());
    assertEquals(0, asc.provider().calls().size());
  }

  private static ChatRequest request(String model) {
    return ChatRequest.builder().model(model).user("hello").build();
  }

  private static class Collector implements Flow.Subscriber<StreamEvent> {
    final CompletableFuture<List<StreamEvent>> end = new CompletableFuture<>();
    final List<StreamEvent> events = new ArrayList<>();
    final long demand;
    Flow.Subscription subscription;
    long outstanding;
    long mostOutstanding;

    Collector(long demand) {
      this.demand = demand;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      ask();
    }

    @Override
    public void onNext(StreamEvent event) {
      outstanding--;
      events.add(event);
      ask();
    }

    @Override
    public void onError(Throwable failure) {
      end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      end.complete(events);
    }

    private void ask() {
      outstanding += demand;
      mostOutstanding = Math.max(mostOutstanding, outstanding);
      subscription.request(demand);
    }
  }
}
