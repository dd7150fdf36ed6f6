package io.aiarco.asc.testkit.conformance;

import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One reply as a transport hands it over. Single-thread: the body is read once.
 *
 * @param status the HTTP status
 * @param headers by name in lower case, {@code content-type} always among them
 * @param body gives its bytes in the pieces the case asks for
 * @param streamed whether a stream was asked for
 * @param now what a date to retry after is compared with
 */
public record WireReply(
    int status, Map<String, String> headers, InputStream body, boolean streamed, Instant now) {
  public WireReply {
    headers = Map.copyOf(headers);
  }

  /** A header's value, by any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
