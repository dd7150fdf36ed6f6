package io.aiarco.asc.simulator.http;

import java.io.IOException;

/** The connection ended before the exchange did. */
public final class ConnectionLost extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean byClient;

  ConnectionLost(boolean byClient, String message) {
    super(message);
    this.byClient = byClient;
  }

  /** Whether the client ended it; otherwise the simulator was closed or taken down. */
  public boolean byClient() {
    return byClient;
  }
}
