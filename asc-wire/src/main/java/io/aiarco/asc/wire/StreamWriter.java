package io.aiarco.asc.wire;

import io.aiarco.asc.chat.StreamEvent;
import java.io.IOException;

/**
 * Writes one reply as a stream for a client of the dialect: what it writes, the dialect's own
 * decoder and the official SDKs read back as the same reply. Each event is flushed. Single-thread;
 * the output belongs to whoever opened the writer.
 */
public interface StreamWriter {
  /**
   * Writes what one event says, which may be nothing: a tool call is written once it is whole.
   * {@link StreamEvent.Finished} writes the protocol's end.
   *
   * @throws IOException when the client is gone
   */
  void event(StreamEvent event) throws IOException;

  /**
   * Ends a stream that broke off, as the dialect tells it, so that no client takes what came for
   * the whole.
   *
   * @throws IOException when the client is gone
   */
  void failure(ErrorAnswer error) throws IOException;

  /**
   * Writes what keeps an idle connection open and means nothing.
   *
   * @throws IOException when the client is gone
   */
  void keepAlive() throws IOException;
}
