package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpConnection;
import io.aiarco.asc.simulator.http.HttpReplyWriter;
import io.aiarco.asc.simulator.http.HttpRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one answer the way its faults say: late, slowly, in pieces, only in part. Single-thread,
 * for one exchange.
 *
 * <p>Without a wait between them events leave together, up to a buffer full; whoever wants to see
 * them apart asks for pieces or a delay.
 */
final class Delivery {

  private final HttpConnection connection;
  private final HttpReplyWriter out;
  private final Treatment treatment;
  private final boolean keepAlive;
  private long bodyBytes;

  Delivery(HttpConnection connection, HttpRequest request, Treatment treatment) {
    this.connection = connection;
    this.out = new HttpReplyWriter(connection, request.chunkedReply());
    this.treatment = treatment;
    // A cut or a reset comes without a warning; only an end in good order is announced.
    boolean ends =
        treatment.errorEventAfter != Treatment.NEVER
            || (treatment.stops() && treatment.stop == Treatment.Stop.END);
    this.keepAlive = request.keepAlive() && !ends;
  }

  /** Whether the connection may serve another request once {@link #send} has returned true. */
  boolean keepAlive() {
    return keepAlive;
  }

  /**
   * Writes the answer; true if all of it was written, false if a fault ended it, and then the
   * connection too.
   */
  boolean send(Answer answer) throws IOException {
    connection.pause(treatment.beforeFirstByte);
    if (treatment.neverAnswer) {
      throw connection.hang();
    }
    if (!answer.bare()) {
      boolean wellFramedEnd = treatment.stops() && treatment.stop == Treatment.Stop.END;
      boolean unknown = answer.stream() || wellFramedEnd;
      out.head(
          answer.status(),
          answer.headers(),
          unknown ? HttpReplyWriter.UNKNOWN : answer.bodyBytes(),
          keepAlive);
    }
    if (!writeEvents(answer.stream() ? answer.events() : halves(answer.events()))) {
      stop();
      return false;
    }
    out.end();
    return true;
  }

  private boolean writeEvents(List<byte[]> events) throws IOException {
    int written = 0;
    for (byte[] event : events) {
      if (written == treatment.stopAfterEvents) {
        return false;
      }
      if (written > 0) {
        pauseBetweenEvents();
      }
      if (!writePieces(event)) {
        return false;
      }
      written++;
    }
    return written < treatment.stopAfterEvents || treatment.stopAfterEvents == Treatment.NEVER;
  }

  private boolean writePieces(byte[] event) throws IOException {
    int at = 0;
    while (at < event.length) {
      long allowed = treatment.stopAfterBytes - bodyBytes;
      if (allowed <= 0) {
        return false;
      }
      int length = (int) Math.min(Math.min(event.length - at, treatment.pieceBytes), allowed);
      if (bodyBytes > 0 && !treatment.betweenPieces.isZero()) {
        out.pause(treatment.betweenPieces);
      }
      out.part(event, at, length);
      if (treatment.pieceBytes != Integer.MAX_VALUE) {
        out.flush();
      }
      at += length;
      bodyBytes += length;
    }
    return true;
  }

  private void pauseBetweenEvents() throws IOException {
    if (!treatment.betweenEvents.isZero()) {
      out.pause(treatment.betweenEvents);
    }
  }

  private void stop() throws IOException {
    switch (treatment.stop) {
      case END -> {
        out.end();
        connection.finish();
      }
      case CUT -> connection.finish();
      case RESET -> connection.reset();
      case STALL -> throw connection.hang();
    }
  }

  /** A whole body in two, so that a fault which stops it after an event leaves it incomplete. */
  private List<byte[]> halves(List<byte[]> whole) {
    if (treatment.stopAfterEvents == Treatment.NEVER || treatment.stopAfterEvents == 0) {
      return whole;
    }
    treatment.stopAfterEvents = 1;
    byte[] body = whole.get(0);
    return List.of(
        Arrays.copyOfRange(body, 0, body.length / 2),
        Arrays.copyOfRange(body, body.length / 2, body.length));
  }
}
