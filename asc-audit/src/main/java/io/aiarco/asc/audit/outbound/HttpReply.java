package io.aiarco.asc.audit.outbound;

import java.nio.charset.StandardCharsets;

/** A whole HTTP answer of a few kilobytes. Immutable. */
public final class HttpReply {
  private final int status;
  private final byte[] body;

  HttpReply(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether it is 2xx. */
  public boolean isGood() {
    return status / 100 == 2;
  }

  /** The body. */
  public byte[] body() {
    return body.clone();
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
