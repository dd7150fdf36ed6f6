package io.aiarco.asc.provider.http;

import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.chat.Operation;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where one provider's models are asked: each address made once, as many as are configured.
 * Thread-safe.
 */
final class Addresses {
  private final ProviderConfig config;
  private final Map<Subject, URI> known = new ConcurrentHashMap<>();

  Addresses(ProviderConfig config) {
    this.config = config;
  }

  /** What is asked of whom. */
  private record Subject(Operation operation, ModelName model) {}

  /** Where {@code model} is asked for that. */
  URI of(Operation operation, ModelName model) {
    return known.computeIfAbsent(
        new Subject(operation, model), subject -> config.address(operation, model));
  }
}
