package io.aiarco.asc.call;

/**
 * Names one version of a credential without holding it; written {@code id@version}. Immutable.
 *
 * @param version 1 or more
 */
public record CredentialRef(String id, int version) {
  public CredentialRef {
    Names.require("credential", id);
    if (version < 1) {
      throw new IllegalArgumentException("credential version: " + version + " (expected: >= 1)");
    }
  }

  @Override
  public String toString() {
    return id + "@" + version;
  }
}
