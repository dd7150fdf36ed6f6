package io.aiarco.asc.oracles.sdk;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/** A transport under the SDK that answers every request with the same bytes. Thread-safe. */
final class CannedAnthropic implements HttpClient {
  private final String contentType;
  private final byte[] body;

  CannedAnthropic(String contentType, byte[] body) {
    this.contentType = contentType;
    this.body = body;
  }

  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    InputStream bytes = new ByteArrayInputStream(body);
    return new HttpResponse() {
      @Override
      public int statusCode() {
        return 200;
      }

      @Override
      public Headers headers() {
        return Headers.builder().put("content-type", contentType).build();
      }

      @Override
      public InputStream body() {
        return bytes;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
    return CompletableFuture.completedFuture(execute(request, options));
  }

  @Override
  public void close() {}
}
