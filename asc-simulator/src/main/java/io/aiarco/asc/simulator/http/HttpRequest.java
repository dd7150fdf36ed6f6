package io.aiarco.asc.simulator.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One request, read to its last byte. Immutable but for {@link #body}, which nobody may change. */
public final class HttpRequest {

  private final String method;
  private final String path;
  private final String query;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final boolean current;

  HttpRequest(
      String method,
      String target,
      Map<String, List<String>> headers,
      byte[] body,
      boolean current) {
    int mark = target.indexOf('?');
    this.method = method;
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? "" : target.substring(mark + 1);
    this.headers = headers;
    this.body = body;
    this.current = current;
  }

  public String method() {
    return method;
  }

  /** The request target without its query. */
  public String path() {
    return path;
  }

  /** The value of a query parameter as it was sent, not decoded; empty if there is none. */
  public String parameter(String name) {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return "";
  }

  /** Values by name, in any letter case, in the order they came. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }

  /** The first value of a header, or the empty text. */
  public String header(String name) {
    List<String> values = headers.get(name);
    return values == null ? "" : values.get(0);
  }

  /** Whether the client lets the connection live on after the reply. */
  public boolean keepAlive() {
    return current && !hasToken(headers, "Connection", "close");
  }

  /** Whether the client understands a chunked reply (HTTP/1.1). */
  public boolean chunkedReply() {
    return current;
  }

  /**
   * Whether one of the header's comma-separated tokens is {@code token}, which is in lower case.
   */
  static boolean hasToken(Map<String, List<String>> headers, String name, String token) {
    return headers.getOrDefault(name, List.of()).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .anyMatch(part -> part.strip().toLowerCase(Locale.ROOT).equals(token));
  }
}
