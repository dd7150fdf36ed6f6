package io.aiarco.asc.testkit.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads the wire {@code echo}: the body is the reply's text. */
class EchoSubject implements ConformanceSubject {
  @Override
  public String name() {
    return "echo-1";
  }

  @Override
  public String wire() {
    return "echo";
  }

  @Override
  public void read(WireReply reply, Consumer<StreamEvent> out) throws ProviderFailure, IOException {
    if (reply.status() != 200) {
      throw ProviderFailure.of(FailureClass.SERVER, "status: " + reply.status(), null);
    }
    out.accept(new StreamEvent.TextDelta(new String(reply.body().readAllBytes(), UTF_8)));
    out.accept(new StreamEvent.Finished(FinishReason.STOP, null));
  }
}
