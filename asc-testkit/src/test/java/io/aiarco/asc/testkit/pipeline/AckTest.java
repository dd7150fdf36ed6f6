package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.Ack;
import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditRules;
import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.RecoveredState;
import io.aiarco.asc.audit.StateListener;
import io.aiarco.asc.audit.WhenUnavailable;
import io.aiarco.asc.call.DataClass;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.ServedFrom;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.testkit.AscTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code phi} waits for both records; other calls for their intents only. */
class AckTest {
  private final AtomicReference<AuditReceipt> ends = new AtomicReference<>(AuditReceipt.DURABLE);

  @RegisterExtension
  final AscTest asc =
      AscTest.withAudit(
          new AuditRules(Map.of(new DataClass("phi"), Ack.BOTH), Map.of(), WhenUnavailable.REFUSE),
          Ends::new);

  @Test
  void aCallOfAnotherClassDoesNotWaitForItsEnd() {
    ends.set(lost());

    asc.client().chat(chat("public"));
    asc.client().chat(ChatRequest.builder().model("test").user("hi").build());
  }

  @Test
  void aWholeReplyWhoseEndIsLostIsATypedErrorThatTellsWhatWasSent() {
    ends.set(lost());

    AuditUnavailableException failure =
        assertThrows(AuditUnavailableException.class, () -> asc.client().chat(chat("phi")));

    assertEquals(ErrorCode.AUDIT_UNAVAILABLE, failure.code());
    assertEquals(1, failure.attempts().size());
    assertTrue(failure.auditId().isPresent());
    assertFalse(failure.retryAdvice().retryable(), "it would be charged again");
    assertThrows(AuditUnavailableException.class, () -> asc.client().embed(vectors()));
  }

  @Test
  void aStreamGivesEverythingButItsLastEventAndNeverTheReply() {
    ends.set(lost());
    List<StreamEvent> events = new ArrayList<>();

    try (ChatStream stream = asc.client().stream(chat("phi"))) {
      assertThrows(AuditUnavailableException.class, () -> stream.forEach(events::add));
      assertThrows(AuditUnavailableException.class, stream::response);
    }

    assertTrue(events.stream().anyMatch(StreamEvent::isContent));
    assertFalse(events.stream().anyMatch(StreamEvent.Finished.class::isInstance));
  }

  @Test
  void asynchronousAndPublishedCallsWaitAlike() throws InterruptedException {
    ends.set(lost());

    CompletionException async =
        assertThrows(
            CompletionException.class, () -> asc.client().chatAsync(chat("phi")).future().join());
    Collected published = new Collected();
    asc.client().publish(chat("phi")).subscribe(published);

    assertInstanceOf(AuditUnavailableException.class, async.getCause());
    assertInstanceOf(AuditUnavailableException.class, published.end());
  }

  @Test
  void anEarlierReplyWaitsForTheRecordThatItAnswered() {
    ChatRequest request =
        chat("phi").toBuilder().context(c -> c.dataClass("phi").idempotencyKey("one")).build();
    asc.client().chat(request);
    assertEquals(ServedFrom.DUPLICATE, asc.client().chat(request).servedFrom());

    ends.set(lost());

    AuditUnavailableException failure =
        assertThrows(AuditUnavailableException.class, () -> asc.client().chat(request));
    assertTrue(failure.retryAdvice().retryable(), "its reply is kept and costs nothing");
    ends.set(AuditReceipt.DURABLE);
    assertEquals(ServedFrom.DUPLICATE, asc.client().chat(request).servedFrom());
  }

  @Test
  void aKeyedCallWhoseOwnEndIsLostMayComeAgainAndIsSentOnce() {
    ChatRequest request =
        chat("phi").toBuilder().context(c -> c.dataClass("phi").idempotencyKey("one")).build();
    ends.set(lost());
    AuditUnavailableException failure =
        assertThrows(AuditUnavailableException.class, () -> asc.client().chat(request));
    ends.set(AuditReceipt.DURABLE);

    assertTrue(failure.retryAdvice().retryable());
    assertEquals(ServedFrom.DUPLICATE, asc.client().chat(request).servedFrom());
    assertEquals(
        1, asc.records().stream().filter(AuditRecord.CallIntent.class::isInstance).count());
  }

  @Test
  void theWaitEndsAtTheCallsDeadline() {
    ends.set(
        deadline -> {
          throw new DeadlineException("audit", null);
        });

    AuditUnavailableException failure =
        assertThrows(AuditUnavailableException.class, () -> asc.client().chat(chat("phi")));

    assertInstanceOf(DeadlineException.class, failure.getCause());
  }

  @Test
  void theWaitHasTheCallsOwnDeadline() {
    AtomicReference<Deadline> given = new AtomicReference<>();
    ends.set(given::set);

    asc.client().chat(chat("phi"));

    AuditRecord.CallIntent intent = (AuditRecord.CallIntent) asc.records().get(0);
    assertTrue(given.get().at().isBefore(intent.expires()));
  }

  private static ChatRequest chat(String dataClass) {
    return ChatRequest.builder()
        .model("test")
        .user("hello")
        .context(c -> c.dataClass(dataClass))
        .build();
  }

  private static EmbeddingRequest vectors() {
    return EmbeddingRequest.builder()
        .model("vectors")
        .input("hello")
        .context(c -> c.dataClass("phi"))
        .build();
  }

  private static AuditReceipt lost() {
    return deadline -> {
      throw new AuditUnavailableException("disk full (expected: room)", null);
    };
  }

  /** Takes everything; the records of ends become durable as the test says. */
  private final class Ends implements AuditLog {
    private final AuditLog log;

    Ends(AuditLog log) {
      this.log = log;
    }

    @Override
    public RecoveredState recovered() {
      return log.recovered();
    }

    @Override
    public AuditReceipt append(AuditRecord record) {
      AuditReceipt receipt = log.append(record);
      return record instanceof AuditRecord.CallIntent ? receipt : ends.get();
    }

    @Override
    public AuditState state() {
      return log.state();
    }

    @Override
    public void onStateChange(StateListener listener) {
      log.onStateChange(listener);
    }

    @Override
    public void close() {
      log.close();
    }
  }

  private static final class Collected implements Flow.Subscriber<StreamEvent> {
    private final LinkedBlockingQueue<Object> end = new LinkedBlockingQueue<>();

    Object end() throws InterruptedException {
      return end.poll(20, TimeUnit.SECONDS);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(StreamEvent event) {}

    @Override
    public void onError(Throwable failure) {
      end.add(failure);
    }

    @Override
    public void onComplete() {
      end.add("complete");
    }
  }
}
