package io.aiarco.asc.provider.http;

import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.egress.EgressResponse;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.provider.ProviderStream;
import io.aiarco.asc.wire.RegionEvidence;
import io.aiarco.asc.wire.ReplyEvents;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The events of one answer, decoded as they are asked for. One thread reads, any closes. */
final class HttpProviderStream implements ProviderStream {
  private final EgressResponse answer;
  private final FirstContent body;
  private final ReplyEvents events;
  private final @Nullable String requestId;
  private final @Nullable String regionInHead;
  private final AttemptFailures failures;
  private final Consumer<ProviderStream> onClose;

  HttpProviderStream(
      EgressResponse answer,
      FirstContent body,
      ReplyEvents events,
      @Nullable String requestId,
      AttemptFailures failures,
      Consumer<ProviderStream> onClose) {
    this.answer = answer;
    this.body = body;
    this.events = events;
    this.requestId = requestId;
    this.regionInHead = RegionEvidence.of(answer::header);
    this.failures = failures;
    this.onClose = onClose;
  }

  @Override
  public @Nullable StreamEvent next() throws ProviderFailure {
    try {
      StreamEvent event = events.next();
      if (event != null && event.isContent()) {
        body.hasCome();
      }
      return event;
    } catch (IOException e) {
      throw failures.duringReply(e);
    }
  }

  @Override
  public String host() {
    return answer.host();
  }

  @Override
  public @Nullable String requestId() {
    return requestId;
  }

  @Override
  public @Nullable String regionSeen() {
    return regionInHead == null ? events.regionSeen() : regionInHead;
  }

  @Override
  public int httpStatus() {
    return answer.status();
  }

  @Override
  public void close() {
    answer.close();
    onClose.accept(this);
  }
}
