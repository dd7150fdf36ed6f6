package io.aiarco.asc.pipeline;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.attempt.RouteTaken;
import io.aiarco.asc.chat.CallReport;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.EmbeddingResponse;
import io.aiarco.asc.chat.ModelResponse;
import io.aiarco.asc.chat.ReplyAssembler;
import io.aiarco.asc.chat.ReplyInterruptedException;
import io.aiarco.asc.chat.ServedFrom;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.Warning;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.usage.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Step 7: reads the provider that the call is committed to, metering every event. After the commit
 * nothing is tried elsewhere: a break is an error with what was used so far. Single-thread but for
 * the settlement.
 */
final class LiveReply implements EventSource {
  private final Exchange.Committed committed;
  private final Iterator<StreamEvent> first;
  private final Growth growth;
  private final long startNanos = System.nanoTime();

  LiveReply(Exchange.Committed committed) {
    this.committed = committed;
    this.first = committed.first().iterator();
    this.growth = new Growth(committed.held(), committed.endpoint());
  }

  @Override
  public StreamEvent next() {
    Exchange.Received received = committed.held().received();
    received.settlement().enter("reply");
    StreamEvent event = first.hasNext() ? first.next() : read();
    if (event.isContent() && growth.isLimited()) {
      grow();
    }
    if (!committed.held().books().content().deliver(event)) {
      received.settlement().enter("reply"); // it was ended while this event was read
    }
    if (event instanceof StreamEvent.Finished) {
      complete();
    }
    return event;
  }

  /** What is not held for is not passed on: without room the call ends, and its provider stops. */
  private void grow() {
    try {
      growth.to(meter().outputSoFar());
    } catch (AscException refused) {
      throw committed.held().received().settlement().fail(refused);
    }
  }

  private StreamEvent read() {
    try {
      StreamEvent event = committed.stream().next();
      if (event == null) {
        throw ProviderFailure.of(
            FailureClass.TRUNCATED, "reply: ended without its end (expected: a finish)", null);
      }
      meter().event(event);
      return event;
    } catch (ProviderFailure failure) {
      throw broken(failure);
    }
  }

  /** Ends the call well, unless it has been ended from elsewhere; then throws why. */
  private void complete() {
    Settlement settlement = committed.held().received().settlement();
    Optional<ReplyAssembler> reply = meter().complete();
    if (reply.isPresent()) {
      committed.breaker().success(Duration.ofNanos(System.nanoTime() - startNanos));
      settlement.end(Ending.complete(response(reply.get())));
    }
    settlement.enter("settlement");
  }

  private ModelResponse response(ReplyAssembler reply) {
    List<Attempt> attempts = meter().attempts();
    RouteTaken route = new RouteTaken(committed.endpoint().id(), attempts);
    Usage usage = attempts.get(attempts.size() - 1).usage();
    Exchange.Received received = committed.held().received();
    CallReport report =
        new CallReport(
            usage, Charge.cost(attempts), route, received.call(), ServedFrom.PROVIDER, warnings());
    return received
        .request()
        .<ModelResponse>fold(
            chat -> new ChatResponse(reply.reply(), report),
            embedding -> new EmbeddingResponse(reply.embeddingReply(), report));
  }

  private List<Warning> warnings() {
    if (!committed.held().books().isUnrecorded()) {
      return committed.warnings();
    }
    List<Warning> warnings = new ArrayList<>(committed.warnings());
    warnings.add(Warning.UNRECORDED);
    return warnings;
  }

  private AscException broken(ProviderFailure failure) {
    Settlement settlement = committed.held().received().settlement();
    if (failure.failure().tripsBreaker() && settlement.ending().isEmpty()) {
      committed.breaker().failure(Duration.ofNanos(System.nanoTime() - startNanos));
    }
    return settlement.fail(
        switch (failure.failure()) {
          case CANCELLED -> new CancelledException("while reading the reply", failure);
          case DEADLINE -> new DeadlineException("reply", failure);
          default ->
              new ReplyInterruptedException(failure.getMessage(), meter().usageSoFar(), failure);
        });
  }

  private Meter meter() {
    return committed.held().books().meter();
  }
}
