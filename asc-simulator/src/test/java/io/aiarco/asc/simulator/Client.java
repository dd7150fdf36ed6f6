package io.aiarco.asc.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** A plain JDK client for the simulator's tests. */
final class Client {

  static final String QUESTION = "[{\"role\":\"user\",\"content\":\"Where is my parcel?\"}]";

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private static final Set<Dialect> USAGE_ON_REQUEST =
      EnumSet.of(Dialect.OPENAI, Dialect.VLLM, Dialect.AZURE_OPENAI, Dialect.TGI, Dialect.OLLAMA);

  private Client() {}

  static HttpResponse<String> ask(Simulator simulator, Dialect dialect, boolean stream)
      throws IOException, InterruptedException {
    return ask(simulator.baseUrl(), dialect, stream);
  }

  static HttpResponse<String> ask(URI base, Dialect dialect, boolean stream)
      throws IOException, InterruptedException {
    return send(request(base, dialect, body(dialect, stream)));
  }

  static String body(Dialect dialect, boolean stream) {
    if (dialect == Dialect.OPENAI_RESPONSES) {
      return "{\"model\":\"m\",\"max_output_tokens\":100,\"stream\":"
          + stream
          + ",\"input\":"
          + QUESTION
          + "}";
    }
    String usage =
        stream && USAGE_ON_REQUEST.contains(dialect)
            ? ",\"stream_options\":{\"include_usage\":true}"
            : "";
    return "{\"model\":\"m\",\"max_tokens\":100,\"stream\":"
        + stream
        + usage
        + ",\"messages\":"
        + QUESTION
        + "}";
  }

  static HttpRequest.Builder request(Simulator simulator, Dialect dialect, String body) {
    return request(simulator.baseUrl(), dialect, body);
  }

  private static HttpRequest.Builder request(URI base, Dialect dialect, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(target(dialect)))
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return switch (dialect) {
      case ANTHROPIC ->
          request.header("anthropic-version", "2023-06-01").header("x-api-key", "key");
      case ANTHROPIC_2026 ->
          request.header("anthropic-version", "2026-10-21").header("Authorization", "Bearer key");
      case AZURE_OPENAI -> request.header("api-key", "key");
      default -> request.header("Authorization", "Bearer key");
    };
  }

  private static String target(Dialect dialect) {
    return switch (dialect) {
      case ANTHROPIC, ANTHROPIC_2026 -> "/v1/messages";
      case AZURE_OPENAI -> "/openai/deployments/m/chat/completions?api-version=2024-10-21";
      case OPENAI_RESPONSES -> "/v1/responses";
      default -> "/v1/chat/completions";
    };
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
