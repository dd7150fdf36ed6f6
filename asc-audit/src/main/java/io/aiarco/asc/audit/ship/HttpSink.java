package io.aiarco.asc.audit.ship;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.outbound.Destination;
import io.aiarco.asc.audit.outbound.HttpReply;
import io.aiarco.asc.audit.ship.ShipException.Reason;
import java.io.IOException;

/**
 * A server that keeps copies of logs ({@code docs/audit.md} lays down what it must do): {@code GET
 * <url>/<origin>} answers its head, {@code POST} there appends lines whose first has its seq and
 * prev, else it answers 409 with its head.
 */
public final class HttpSink implements RecordSink {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Destination server;

  /** {@code server}: what every path begins with. */
  public HttpSink(Destination server) {
    this.server = server;
  }

  @Override
  public Head head(String origin) throws ShipException {
    HttpReply reply = exchange(() -> server.get("/" + origin));
    return reply.status() == NOT_FOUND ? Head.start(origin) : read(reply, reply.isGood());
  }

  @Override
  public Head append(String origin, Head after, byte[] lines) throws ShipException {
    HttpReply reply = exchange(() -> server.send("POST", "/" + origin, TEXT, lines));
    return read(reply, reply.isGood() || reply.status() == CONFLICT);
  }

  /** One request with its answer. */
  private interface Exchange {
    HttpReply answer() throws IOException;
  }

  private HttpReply exchange(Exchange exchange) throws ShipException {
    try {
      return exchange.answer();
    } catch (IOException e) {
      throw new ShipException(Reason.UNREACHABLE, server + ": " + e.getMessage(), e);
    }
  }

  private Head read(HttpReply reply, boolean isHead) throws ShipException {
    if (!isHead) {
      throw new ShipException(
          Reason.REFUSED,
          server + ": status " + reply.status() + " (expected: 2xx, or 409 to a POST)",
          null);
    }
    try {
      return Head.parse(reply.text());
    } catch (FormatException e) {
      throw new ShipException(Reason.INVALID, server + ": " + e.getMessage(), e);
    }
  }
}
