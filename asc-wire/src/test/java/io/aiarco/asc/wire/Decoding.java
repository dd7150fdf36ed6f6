package io.aiarco.asc.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.ReplyAssembler;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes replies as a provider does, for tests of all dialects. */
public final class Decoding {
  /** The model that is asked for. */
  public static final String MODEL = "model-1";

  private Decoding() {}

  /** One answer of {@link #MODEL}, with what only its wire knows. */
  public static Asked asked(boolean streamed) {
    return new Asked(MODEL, 1, streamed, true);
  }

  /** The events of a reply with status 200 and no content type. */
  public static List<StreamEvent> events(WireDialect dialect, InputStream body, boolean streamed)
      throws ProviderFailure, IOException {
    return events(dialect, asked(streamed), body);
  }

  /** The events of a reply to {@code asked}, with status 200 and no content type. */
  public static List<StreamEvent> events(WireDialect dialect, Asked asked, InputStream body)
      throws ProviderFailure, IOException {
    ReplyEvents events = ReplyEvents.of(dialect, asked, body, Optional.empty());
    List<StreamEvent> all = new ArrayList<>();
    for (StreamEvent event; (event = events.next()) != null; ) {
      all.add(event);
    }
    return all;
  }

  /** The reply that a stream's text assembles to. */
  public static Reply stream(WireDialect dialect, String sse) throws ProviderFailure, IOException {
    return assembled(events(dialect, bytes(sse), true));
  }

  /** The reply in a whole reply's text. */
  public static Reply whole(WireDialect dialect, String json) throws ProviderFailure, IOException {
    return assembled(events(dialect, bytes(json), false));
  }

  /** The class of failure a stream ends with. */
  public static FailureClass streamFailure(WireDialect dialect, String sse) {
    return assertThrows(ProviderFailure.class, () -> stream(dialect, sse)).failure();
  }

  /** The class of failure a whole reply is. */
  public static FailureClass wholeFailure(WireDialect dialect, String json) {
    return assertThrows(ProviderFailure.class, () -> whole(dialect, json)).failure();
  }

  /** What events assemble to. */
  public static Reply assembled(List<StreamEvent> events) {
    ReplyAssembler assembler = new ReplyAssembler();
    events.forEach(assembler::add);
    return assembler.reply();
  }

  /** A body. */
  public static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
