package io.aiarco.asc.simulator.http;

/**
 * Bytes that are no acceptable HTTP request. The answer is {@link #status()}, and the connection
 * ends.
 */
public final class HttpRejection extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  HttpRejection(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status to answer, 400 to 505. */
  public int status() {
    return status;
  }
}
