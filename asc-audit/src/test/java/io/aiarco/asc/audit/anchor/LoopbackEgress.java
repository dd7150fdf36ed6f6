package io.aiarco.asc.audit.anchor;

import io.aiarco.asc.egress.Egress;
import io.aiarco.asc.egress.EgressRequest;
import io.aiarco.asc.egress.EgressResponse;
import io.aiarco.asc.egress.TrustZone;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** A way out to this machine, on the JDK's client: the real one is of another module. */
public final class LoopbackEgress implements Egress {
  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public EgressResponse open(EgressRequest request) throws IOException {
    if (request.zone() != TrustZone.LOOPBACK || request.grant() != null) {
      throw new IllegalArgumentException("expected: loopback, without a caller's content");
    }
    byte[] body = request.body();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.url())
            .timeout(request.timeouts().deadline())
            .method(
                request.method(),
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    request.headers().forEach(builder::header);
    try {
      return new Answer(client.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {}

  private record Answer(HttpResponse<InputStream> response) implements EgressResponse {
    @Override
    public int status() {
      return response.statusCode();
    }

    @Override
    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    @Override
    public String host() {
      return response.uri().getHost();
    }

    @Override
    public InputStream body() {
      return response.body();
    }

    @Override
    public void close() {
      try {
        response.body().close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
