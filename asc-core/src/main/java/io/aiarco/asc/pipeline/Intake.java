package io.aiarco.asc.pipeline;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Cancellation;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.Ulid;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.ModelResponse;
import io.aiarco.asc.chat.ServedFrom;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ClosedException;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.telemetry.CallTelemetry;
import io.aiarco.asc.telemetry.Telemetry;
import io.aiarco.asc.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Step 1: gives a call its name, its deadline, its span and the configuration it is judged by.
 * Thread-safe.
 */
final class Intake {
  private final Components components;
  private final Watchdog watchdog;
  private final Ulid ids;

  Intake(Components components, Watchdog watchdog) {
    this.components = components;
    this.watchdog = watchdog;
    this.ids = new Ulid(components.clock(), components.random());
  }

  /** A call that is going to be made: its clock runs, and it will end. */
  Exchange.Received receive(ModelRequest request, CallerCredential credential, boolean streamed) {
    if (watchdog.isClosed()) {
      throw new ClosedException("gateway");
    }
    Exchange.Received received = draft(request, credential, streamed, components.telemetry());
    guard(received);
    return received;
  }

  /** A call nobody is going to make, to be explained: no clock, no span. */
  Exchange.Received draft(ModelRequest request, CallerCredential credential) {
    return draft(request, credential, false, Telemetry.none());
  }

  private Exchange.Received draft(
      ModelRequest request, CallerCredential credential, boolean streamed, Telemetry telemetry) {
    CallId call = new CallId(ids.next());
    Instant now = components.clock().instant();
    Duration wait = request.context().deadline().orElse(components.timeouts().deadline());
    return new Exchange.Received(
        call,
        request,
        credential,
        streamed,
        now,
        new Deadline(now.plus(wait)),
        components.snapshots().get(),
        new Settlement(),
        new Cancellation(),
        telemetry.call(call, request.operation().telemetryName(), request.model(), streamed));
  }

  private void guard(Exchange.Received received) {
    Settlement settlement = received.settlement();
    long startNanos = System.nanoTime();
    settlement.own(ending -> endSpan(received.telemetry(), ending, startNanos));
    settlement.own(ending -> received.cancellation().cancel());
    watchdog.watch(
        Duration.between(received.at(), received.deadline().at()),
        settlement,
        () -> settlement.end(Ending.failed(new DeadlineException(settlement.phase(), null))));
  }

  private static void endSpan(CallTelemetry telemetry, Ending ending, long startNanos) {
    ModelResponse response = ending.response();
    AscException failure = ending.failure();
    telemetry.ended(
        decisive(response, failure),
        response == null ? Usage.ABSENT : response.usage(),
        failure == null ? null : failure.code(),
        Duration.ofNanos(Math.max(0, System.nanoTime() - startNanos)));
  }

  /** The attempt that answered or failed last; none, where nothing was sent for this very call. */
  private static @Nullable Attempt decisive(
      @Nullable ModelResponse response, @Nullable AscException failure) {
    List<Attempt> attempts = failure == null ? List.of() : failure.attempts();
    if (response != null && response.servedFrom() == ServedFrom.PROVIDER) {
      attempts = response.route().attempts();
    }
    return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
  }
}
