package io.aiarco.asc.egress;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * An HTTP answer whose body is still coming. One thread reads; {@link #close()} may come from any
 * and aborts it.
 */
public interface EgressResponse extends AutoCloseable {
  /** The HTTP status. */
  int status();

  /** The first value of a header, by any case. */
  Optional<String> header(String name);

  /** The host that was dialled. */
  String host();

  /**
   * The body as it comes. Reads throw {@link IOException}; a time-out is a {@link
   * java.net.SocketTimeoutException}.
   */
  InputStream body();

  /**
   * Says, before a read, that what has come so far was a sign of life and not what the reader waits
   * for: that read still counts against the first-token time-out, besides the inter-chunk one.
   *
   * @throws java.net.SocketTimeoutException when first-token has passed
   */
  default void stillWaiting() throws IOException {}

  @Override
  void close();
}
