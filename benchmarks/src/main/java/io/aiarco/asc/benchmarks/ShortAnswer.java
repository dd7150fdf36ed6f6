package io.aiarco.asc.benchmarks;

import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ChatProvider;
import io.aiarco.asc.provider.ProviderCall;
import io.aiarco.asc.provider.ProviderStream;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider that answers at once, with the same four events. Thread-safe. */
final class ShortAnswer implements ChatProvider {
  static final String TEXT = "It left Rotterdam this morning and arrives tomorrow before noon.";

  private static final List<StreamEvent> EVENTS =
      List.of(
          new StreamEvent.Started("chatcmpl-1", GovernedCalls.MODEL),
          new StreamEvent.TextDelta(TEXT),
          new StreamEvent.UsageReport(
              Usage.of(
                  GovernedCalls.INPUT_TOKENS, GovernedCalls.OUTPUT_TOKENS, UsageSource.REPORTED)),
          new StreamEvent.Finished(FinishReason.STOP, "stop"));

  private final ProviderId id;

  ShortAnswer(ProviderId id) {
    this.id = id;
  }

  @Override
  public ProviderId id() {
    return id;
  }

  @Override
  public ProviderStream open(ProviderCall call) {
    return new Answer();
  }

  @Override
  public void close() {}

  private static final class Answer implements ProviderStream {
    private int next;

    @Override
    public @Nullable StreamEvent next() {
      return next < EVENTS.size() ? EVENTS.get(next++) : null;
    }

    @Override
    public String host() {
      return "localhost";
    }

    @Override
    public String requestId() {
      return "req-1";
    }

    @Override
    public int httpStatus() {
      return 200;
    }

    @Override
    public void close() {}
  }
}
