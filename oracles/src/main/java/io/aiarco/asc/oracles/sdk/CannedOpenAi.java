package io.aiarco.asc.oracles.sdk;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/** A transport under the SDK that answers every request with the same bytes. Thread-safe. */
final class CannedOpenAi implements HttpClient {
  private final String contentType;
  private final byte[] body;

  CannedOpenAi(String contentType, byte[] body) {
    this.contentType = contentType;
    this.body = body;
  }

  /** An SDK over such a transport, which tries once. */
  static OpenAIClient client(String contentType, byte[] body) {
    return new OpenAIClientImpl(
        ClientOptions.builder()
            .httpClient(new CannedOpenAi(contentType, body))
            .apiKey("none")
            .maxRetries(0)
            .build());
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
