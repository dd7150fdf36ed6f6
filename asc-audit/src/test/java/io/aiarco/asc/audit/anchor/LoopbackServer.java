package io.aiarco.asc.audit.anchor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aiarco.asc.audit.outbound.Destination;
import io.aiarco.asc.egress.TrustZone;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;

/** An HTTP server on this machine that a test programs. */
public final class LoopbackServer implements AutoCloseable {
  private final HttpServer server;

  /** What is answered to each request. */
  public interface Answerer {
    Answer answer(String method, String path, byte[] body) throws IOException;
  }

  /** An answer. */
  public record Answer(int status, byte[] body) {}

  public LoopbackServer(Answerer answerer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> handle(exchange, answerer));
    server.start();
  }

  private static void handle(HttpExchange exchange, Answerer answerer) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Answer answer =
          answerer.answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      if (answer.body().length > 0) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  /** How this server is reached. */
  public Destination destination() {
    return Destination.of(
        new LoopbackEgress(),
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        TrustZone.LOOPBACK,
        Clock.systemUTC());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
