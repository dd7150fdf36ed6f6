package io.aiarco.asc.wire.sse;

import java.io.IOException;

/** A line or an event is longer than the reader allows. The stream cannot be read on. */
public final class SseLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  SseLimitException(int limitBytes) {
    super("event: more than " + limitBytes + " bytes (expected: at most that)");
  }
}
