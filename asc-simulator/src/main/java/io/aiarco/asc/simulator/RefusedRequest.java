package io.aiarco.asc.simulator;

import org.jspecify.annotations.Nullable;

/** A request the provider would refuse. */
final class RefusedRequest extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ProviderError error;

  RefusedRequest(ProviderError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  RefusedRequest(String message, @Nullable String param) {
    this(ProviderError.badRequest(message, param));
  }

  ProviderError error() {
    return error;
  }
}
