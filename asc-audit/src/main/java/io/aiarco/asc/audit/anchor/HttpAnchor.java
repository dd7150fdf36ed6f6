package io.aiarco.asc.audit.anchor;

import io.aiarco.asc.audit.anchor.AnchorException.Reason;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import io.aiarco.asc.audit.outbound.Destination;
import io.aiarco.asc.audit.outbound.HttpReply;
import java.io.IOException;

/**
 * A server that keeps checkpoints: each is PUT to {@code <url>/<origin>/<20 digits size>}, as text.
 * It answers 2xx once it is kept, for the same bytes again too, and 409 when it keeps other bytes
 * there.
 */
public final class HttpAnchor implements Anchor {
  private static final int CONFLICT = 409;

  private final Destination server;

  /** {@code server}: what every path begins with. */
  public HttpAnchor(Destination server) {
    this.server = server;
  }

  @Override
  public String kind() {
    return "http";
  }

  @Override
  public Receipt deposit(SignedCheckpoint checkpoint) throws AnchorException {
    String path = String.format("/%s/%020d", checkpoint.origin(), checkpoint.size());
    HttpReply reply;
    try {
      reply = server.send("PUT", path, "text/plain; charset=utf-8", checkpoint.bytes());
    } catch (IOException e) {
      throw new AnchorException(Reason.UNREACHABLE, server + ": " + e.getMessage(), e);
    }
    if (reply.isGood()) {
      return Receipt.kept(checkpoint.bytes());
    }
    throw new AnchorException(
        reply.status() == CONFLICT ? Reason.FORK : Reason.REFUSED,
        server + path + ": status " + reply.status() + " (expected: 2xx)",
        null);
  }
}
