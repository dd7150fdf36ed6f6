package io.aiarco.asc.identity;

import java.util.Objects;

/** What a caller shows to prove who it is. Never logged, never recorded. Immutable. */
public final class CallerCredential {
  private final String apiKey;

  private CallerCredential(String apiKey) {
    this.apiKey = apiKey;
  }

  /**
   * An API key, {@code asc_<env>_<id>_<secret>_<crc>}. Its form is checked by the verifier, so that
   * a wrong one is an {@link UnauthenticatedException} like any other.
   *
   * @throws UnauthenticatedException when {@code apiKey} is null or blank, such as from an unset
   *     variable
   */
  public static CallerCredential apiKey(@org.jspecify.annotations.Nullable String apiKey) {
    if (apiKey == null || apiKey.isBlank()) {
      throw new UnauthenticatedException("API key: none (expected: asc_<env>_<id>_<secret>_<crc>)");
    }
    return new CallerCredential(apiKey.strip());
  }

  /** The API key as shown, for a {@link CallerVerifier}. */
  public String reveal() {
    return apiKey;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CallerCredential credential && apiKey.equals(credential.apiKey);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(apiKey);
  }

  @Override
  public String toString() {
    return "CallerCredential[...]";
  }
}
