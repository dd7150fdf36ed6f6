package io.aiarco.asc.provider.http;

import io.aiarco.asc.egress.EgressRequest;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Turns a request into OkHttp's words. */
final class OutboundRequest {
  private OutboundRequest() {}

  /**
   * A builder with URL, headers and body set.
   *
   * @throws IllegalArgumentException naming the header that is not fit for HTTP, never its value:
   *     OkHttp's own message would quote an API key
   */
  static Request.Builder of(EgressRequest request) {
    Request.Builder builder =
        new Request.Builder()
            .url(request.url().toASCIIString())
            .header("User-Agent", "aiarco-asc")
            // Without it OkHttp asks for gzip by itself: bombs, and events held back in a buffer.
            .header("Accept-Encoding", "identity");
    request
        .headers()
        .forEach(
            (name, value) -> {
              check(name, value);
              builder.header(name, value);
            });
    byte[] body = request.body();
    return builder.method(request.method(), body == null ? null : new OneShotBody(body));
  }

  private static void check(String name, String value) {
    if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ':')) {
      throw new IllegalArgumentException("header name: not a token (expected: visible ASCII)");
    }
    if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7F))) {
      throw new IllegalArgumentException(
          "header " + name + ": has a character outside visible ASCII");
    }
  }

  /** Sent at most once: OkHttp repeats any other body by itself when a 503 says "retry after 0". */
  private static final class OneShotBody extends RequestBody {
    private final byte[] bytes;

    OneShotBody(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public @Nullable MediaType contentType() {
      return null; // stands among the request's headers
    }

    @Override
    public long contentLength() {
      return bytes.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(bytes);
    }
  }
}
