package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.OutcomeStatus;
import io.aiarco.asc.breaker.BreakerConfig;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ModelCall;
import io.aiarco.asc.route.NoRouteException;
import io.aiarco.asc.testkit.AscTest;
import io.aiarco.asc.testkit.provider.ScriptedReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One call at a time per provider; the others find the bulkhead closed. */
class BusyProviderTest {
  @RegisterExtension
  final AscTest asc = AscTest.withBreakers(new BreakerConfig(50, 20, Duration.ofSeconds(30), 3, 1));

  private final CountDownLatch done = new CountDownLatch(1);
  private final List<ModelCall<ChatResponse>> busy = new ArrayList<>();

  @Test
  void endpointsThatWereNeverTriedTakeNoAttemptNumber() throws Exception {
    occupy("eu", "test");
    occupy("eu-2", "test");

    asc.client().chat(request("trio"));

    List<Integer> numbers = new ArrayList<>();
    for (AuditRecord record : asc.records()) {
      if (record instanceof AuditRecord.CallAttempt attempt) {
        numbers.add(attempt.attempt());
      }
    }
    assertEquals(List.of(2, 2), numbers); // the second busy call's, and eu-3's
    release();
  }

  @Test
  void withoutAnyRoomNothingIsSentAndNothingCharged() throws Exception {
    occupy("eu", "test");
    occupy("eu-2", "test");
    long held = asc.balance().open();

    assertThrows(NoRouteException.class, () -> asc.client().chat(request("test")));

    AuditRecord last = asc.records().get(asc.records().size() - 1);
    assertTrue(
        last instanceof AuditRecord.CallOutcome outcome
            && outcome.status() == OutcomeStatus.NOT_SENT,
        last::toString);
    assertEquals(held, asc.balance().open());
    release();
  }

  private void occupy(String provider, String model) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    asc.provider(provider)
        .otherwise(
            call -> {
              asked.countDown();
              return ScriptedReply.text("at last").after(done);
            });
    busy.add(asc.client().chatAsync(request(model)));
    assertTrue(asked.await(10, TimeUnit.SECONDS));
  }

  private void release() throws Exception {
    done.countDown();
    for (ModelCall<ChatResponse> call : busy) {
      call.future().get(10, TimeUnit.SECONDS);
    }
  }

  private static ChatRequest request(String model) {
    return ChatRequest.builder().model(model).user("hello").build();
  }
}
