package io.aiarco.asc.egress;

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
   * The body as it comes. Reads throw {@link java.io.IOException}; a time-out is a {@link
   * java.net.SocketTimeoutException}.
   */
  InputStream body();

  @Override
  void close();
}
