package io.aiarco.asc.wire;

import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.testkit.conformance.ConformanceSubject;
import io.aiarco.asc.testkit.conformance.WireReply;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;

/** A dialect put to the test, driven as asc-providers drives it. */
record DialectSubject(
    String name, String wire, WireDialect dialect, Function<WireReply, ReplyDecoder> decoder)
    implements ConformanceSubject {
  /** Its chats. */
  DialectSubject(String name, WireDialect dialect) {
    this(name, dialect.name(), dialect, reply -> dialect.decoder(Decoding.asked(reply.streamed())));
  }

  /** Its embeddings: a case's bytes answer two inputs. */
  static DialectSubject embeddings(String name, WireDialect dialect) {
    EmbeddingRequest two = EmbeddingRequest.builder().model("m").input("x").input("y").build();
    EmbeddingDialect words = dialect.embeddings().orElseThrow();
    return new DialectSubject(name, "openai-embeddings", dialect, reply -> words.decoder(two));
  }

  @Override
  public void read(WireReply reply, Consumer<StreamEvent> out) throws ProviderFailure, IOException {
    if (reply.status() / 100 != 2) {
      byte[] body = reply.body().readAllBytes();
      throw dialect.failure(reply.status(), reply::header, body, reply.now());
    }
    ReplyEvents events =
        ReplyEvents.of(
            decoder.apply(reply), reply.streamed(), reply.body(), reply.header("content-type"));
    for (StreamEvent event; (event = events.next()) != null; ) {
      out.accept(event);
    }
  }
}
