package io.aiarco.asc.wire;

import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.testkit.conformance.ConformanceSubject;
import io.aiarco.asc.testkit.conformance.WireReply;
import java.io.IOException;
import java.util.function.Consumer;

/** A dialect put to the test, driven as asc-providers drives it. */
record DialectSubject(String name, WireDialect dialect) implements ConformanceSubject {
  @Override
  public String wire() {
    return dialect.name();
  }

  @Override
  public void read(WireReply reply, Consumer<StreamEvent> out) throws ProviderFailure, IOException {
    if (reply.status() / 100 != 2) {
      byte[] body = reply.body().readAllBytes();
      throw dialect.failure(reply.status(), reply::header, body, reply.now());
    }
    ReplyEvents events =
        ReplyEvents.of(
            dialect, Decoding.asked(reply.streamed()), reply.body(), reply.header("content-type"));
    for (StreamEvent event; (event = events.next()) != null; ) {
      out.accept(event);
    }
  }
}
