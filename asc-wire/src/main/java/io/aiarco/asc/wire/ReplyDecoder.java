package io.aiarco.asc.wire;

import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.sse.SseEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns one reply into events: either {@link #whole} once, or {@link #event} again and again and
 * then {@link #end}. Both ways the assembled reply is the same. Single-thread, for one reply.
 */
public interface ReplyDecoder {
  /**
   * Decodes a reply that came in one piece, the first {@code length} bytes; {@link
   * StreamEvent.Finished} is the last event.
   *
   * @throws ProviderFailure when it is an error in disguise, or not what the protocol says
   */
  void whole(byte[] body, int length, Consumer<StreamEvent> out) throws ProviderFailure;

  /**
   * Decodes one event of a stream.
   *
   * @return whether this was the protocol's end: nothing that follows belongs to the reply
   * @throws ProviderFailure when the event reports an error, is not what the protocol says, or ends
   *     the stream too early
   */
  boolean event(SseEvent event, Consumer<StreamEvent> out) throws ProviderFailure;

  /**
   * Says that the body ended before {@link #event} saw the protocol's end. Some servers leave out
   * the last event; the reply is whole if its finish reason came.
   *
   * @throws ProviderFailure TRUNCATED, when it did not
   */
  void end(Consumer<StreamEvent> out) throws ProviderFailure;

  /** Where the reply says it was made, in the provider's words; null as long as it does not. */
  default @Nullable String regionSeen() {
    return null;
  }
}
