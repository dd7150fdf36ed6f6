package io.aiarco.asc.credential;

/** Where provider credentials come from. Implementations are thread-safe. */
public interface CredentialSource {
  /**
   * The version in force of a credential. The source owns the secret; callers never close it.
   *
   * @throws CredentialUnavailableException when there is none
   */
  Secret current(String id);
}
