package io.aiarco.asc.wire;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.sse.SseEvent;
import io.aiarco.asc.wire.sse.SseLimitException;
import io.aiarco.asc.wire.sse.SseReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The events of one reply, pulled from its body. What the body is, a stream or a whole reply, is
 * decided by its content type, since servers answer either way whatever they were asked. One thread
 * reads. It does not close the body: who opened it does.
 */
public final class ReplyEvents {
  /** The longest whole reply that is read. */
  public static final int WHOLE_LIMIT_BYTES = 64 << 20;

  private final ReplyDecoder decoder;
  private final InputStream body;
  private final @Nullable SseReader sse;
  private final Queue<StreamEvent> ready = new ArrayDeque<>();
  private @Nullable ProviderFailure failure;
  private boolean ended;

  private ReplyEvents(ReplyDecoder decoder, InputStream body, boolean streamed) {
    this.decoder = decoder;
    this.body = body;
    this.sse = streamed ? new SseReader(body) : null;
  }

  /**
   * The events of a reply with status 200.
   *
   * @param contentType the header as it came; where it says neither JSON nor event stream, what was
   *     asked for decides
   */
  public static ReplyEvents of(
      WireDialect dialect, Asked asked, InputStream body, Optional<String> contentType) {
    return of(dialect.decoder(asked), asked.streamed(), body, contentType);
  }

  /**
   * The same of a reply whose decoder is known.
   *
   * @param asked whether a stream was asked for
   */
  public static ReplyEvents of(
      ReplyDecoder decoder, boolean asked, InputStream body, Optional<String> contentType) {
    return new ReplyEvents(decoder, body, isStream(asked, contentType));
  }

  /** Whether a reply with that content type is read as a stream, as {@link #of} decides it. */
  public static boolean isStream(boolean asked, Optional<String> contentType) {
    String type = contentType.orElse("").strip().toLowerCase(Locale.ROOT);
    return type.startsWith("text/event-stream")
        || asked && !type.startsWith("application/json") && !type.startsWith("text/html");
  }

  /**
   * The next event; null after {@link StreamEvent.Finished}. What a stream brought before a failure
   * comes first; of a whole reply that fails nothing comes.
   *
   * @throws ProviderFailure when the provider failed, or the reply is not what its protocol says
   * @throws IOException when the body cannot be read
   */
  public @Nullable StreamEvent next() throws ProviderFailure, IOException {
    while (ready.isEmpty() && !ended) {
      try {
        advance();
      } catch (ProviderFailure e) {
        ended = true;
        failure = e;
      } catch (SseLimitException e) {
        ended = true;
        failure = ProviderFailure.of(FailureClass.MALFORMED, "reply " + e.getMessage(), e);
      }
    }
    StreamEvent event = ready.poll();
    if (event == null && failure != null) {
      throw failure;
    }
    return event;
  }

  /** Where the reply says it was made, in the provider's words; null as long as it does not. */
  public @Nullable String regionSeen() {
    return decoder.regionSeen();
  }

  private void advance() throws ProviderFailure, IOException {
    if (sse == null) {
      whole();
      return;
    }
    SseEvent event = sse.next();
    if (event != null) {
      ended = decoder.event(event, ready::add);
    } else {
      ended = true;
      decoder.end(ready::add);
    }
  }

  private void whole() throws ProviderFailure, IOException {
    WholeBody whole = WholeBody.read(body, WHOLE_LIMIT_BYTES);
    ended = true;
    if (whole.length() > WHOLE_LIMIT_BYTES) {
      throw ProviderFailure.of(
          FailureClass.MALFORMED,
          "reply: more than " + WHOLE_LIMIT_BYTES + " bytes (expected: at most that)",
          null);
    }
    try {
      decoder.whole(whole.bytes(), whole.length(), ready::add);
    } catch (ProviderFailure e) {
      ready.clear();
      throw e;
    }
  }
}
