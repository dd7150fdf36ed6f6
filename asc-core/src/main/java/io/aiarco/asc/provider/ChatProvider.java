package io.aiarco.asc.provider;

import io.aiarco.asc.call.ProviderId;

/**
 * One configured provider. Implementations are thread-safe, keep no retries of their own and log no
 * content.
 */
public interface ChatProvider extends AutoCloseable {
  /** Its name in the configuration. */
  ProviderId id();

  /**
   * Sends one attempt and returns when the reply's head is in.
   *
   * @throws ProviderFailure when it cannot be sent, or the provider answers with an error
   */
  ProviderStream open(ProviderCall call) throws ProviderFailure;

  /** Frees what it holds; calls in flight fail. Closing twice does nothing. */
  @Override
  void close();
}
