package io.aiarco.asc.egress;

import java.io.IOException;

/** The guard refused to dial an address. Thread-safe. */
public final class EgressRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** {@code message}: the address's kind and what the zone allows. */
  public EgressRefusedException(String message) {
    super(message);
  }
}
