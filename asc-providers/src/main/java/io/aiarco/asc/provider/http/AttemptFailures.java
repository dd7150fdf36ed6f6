package io.aiarco.asc.provider.http;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.egress.EgressRefusedException;
import io.aiarco.asc.provider.ProviderFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Clock;

/** Turns what {@link io.aiarco.asc.egress.Egress} throws into failures of an attempt. Immutable. */
final class AttemptFailures {
  private final Deadline deadline;
  private final Clock clock;

  AttemptFailures(Deadline deadline, Clock clock) {
    this.deadline = deadline;
    this.clock = clock;
  }

  /** Of a request that got no answer. */
  ProviderFailure beforeAnswer(IOException e) {
    if (e instanceof EgressRefusedException) {
      return ProviderFailure.of(FailureClass.EGRESS_REFUSED, "egress: " + e.getMessage(), e);
    }
    if (e instanceof ProtocolException) {
      return ProviderFailure.of(FailureClass.MALFORMED, String.valueOf(e.getMessage()), e);
    }
    return of(
        e,
        FailureClass.CONNECT,
        "connection: none, or lost before an answer (expected: an answer)");
  }

  /** Of a reply that had begun. */
  ProviderFailure duringReply(IOException e) {
    return of(e, FailureClass.TRUNCATED, "reply: cut off (expected: its protocol's end)");
  }

  private ProviderFailure of(IOException e, FailureClass otherwise, String message) {
    if (e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException)) {
      return ProviderFailure.of(FailureClass.CANCELLED, "attempt: cancelled", e);
    }
    if (deadline.isPast(clock)) {
      return ProviderFailure.of(FailureClass.DEADLINE, "attempt: deadline passed", e);
    }
    if (e instanceof SocketTimeoutException) {
      return ProviderFailure.of(FailureClass.TIMEOUT, String.valueOf(e.getMessage()), e);
    }
    return ProviderFailure.of(otherwise, message, e);
  }
}
