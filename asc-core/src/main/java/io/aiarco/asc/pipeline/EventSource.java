package io.aiarco.asc.pipeline;

import io.aiarco.asc.chat.StreamEvent;

/**
 * Where a {@link GovernedStream} reads from: a provider's answer or an earlier reply. One thread
 * reads; the settlement of the call stops it from any thread.
 */
interface EventSource {
  /**
   * The next event; {@link StreamEvent.Finished} is the last one, and has settled the call when it
   * is returned.
   *
   * @throws io.aiarco.asc.error.AscException when the call ends any other way
   */
  StreamEvent next();
}
