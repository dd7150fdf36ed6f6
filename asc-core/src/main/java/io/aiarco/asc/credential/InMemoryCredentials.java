package io.aiarco.asc.credential;

import io.aiarco.asc.call.CredentialRef;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Credentials handed over by the host program, such as from environment variables. Replacing one
 * makes its next version; the one before stays readable for calls in flight. Thread-safe.
 */
public final class InMemoryCredentials implements CredentialSource {
  private final Map<String, Secret> current = new ConcurrentHashMap<>();

  /** None yet. */
  public InMemoryCredentials() {}

  /**
   * Sets credential {@code id}; its version is 1, then one more each time. The characters are
   * copied.
   */
  public InMemoryCredentials put(String id, char[] characters) {
    current.compute(
        id,
        (key, before) ->
            Secret.of(
                new CredentialRef(key, before == null ? 1 : before.ref().version() + 1),
                characters));
    return this;
  }

  @Override
  public Secret current(String id) {
    Secret secret = current.get(id);
    if (secret == null) {
      throw new CredentialUnavailableException(
          "credential: " + id + " (expected: one that is configured)");
    }
    return secret;
  }
}
