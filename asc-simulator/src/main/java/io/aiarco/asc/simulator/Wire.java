package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One dialect: reads its requests, tells its replies. Implementations are immutable. */
interface Wire {

  Dialect dialect();

  /** What the path leads to; empty if this provider has no such path. */
  Optional<Service> service(String path);

  /** Reads a request for {@code service}, any but the list of models. */
  ReceivedRequest read(long number, Service service, HttpRequest request) throws RefusedRequest;

  /** The key the client showed, or the empty text. */
  String key(HttpRequest request);

  /** The headers every response of this provider carries. */
  Map<String, String> headers(String id);

  byte[] whole(Script script);

  List<byte[]> stream(Script script, boolean includeUsage);

  byte[] error(ProviderError error, String id);

  /** The status of a provider with too much to do, for errors in the middle of a reply. */
  default int overloadedStatus() {
    return 500;
  }

  /**
   * What ends a stream which had begun with status 200.
   *
   * @param events events already told
   */
  List<byte[]> errorEvents(ProviderError error, String id, int events);

  byte[] models(List<String> models, long createdSeconds);

  /** The value of an {@code Authorization: Bearer} header, or the empty text. */
  static String bearer(HttpRequest request) {
    String value = request.header("Authorization");
    return value.regionMatches(true, 0, "Bearer ", 0, 7) ? value.substring(7).strip() : "";
  }
}
