package io.aiarco.asc.provider;

import io.aiarco.asc.chat.StreamEvent;
import org.jspecify.annotations.Nullable;

/**
 * The events of one attempt. One thread reads; {@link #close()} may come from any thread and makes
 * a blocked read fail at once, with the connection gone. The pipeline closes it.
 */
public interface ProviderStream extends AutoCloseable {
  /**
   * The next event; null after {@link StreamEvent.Finished}, which comes only when the protocol's
   * end was seen.
   *
   * @throws ProviderFailure when the provider failed, or the reply ended before its end
   */
  @Nullable StreamEvent next() throws ProviderFailure;

  /** The host that answered. */
  @Nullable String host();

  /** The provider's id of the request; null when it gave none. */
  @Nullable String requestId();

  /**
   * Where the provider says it works on the request, in its own words; null as long as it says
   * nothing. What it says may come with any event.
   */
  default @Nullable String regionSeen() {
    return null;
  }

  /** The HTTP status. */
  int httpStatus();

  @Override
  void close();
}
