package io.aiarco.asc.provider.http;

import io.aiarco.asc.credential.Secret;
import io.aiarco.asc.credential.SecretAccess;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The header that carries a provider's key. */
public enum KeyHeader {
  /** {@code Authorization: Bearer}, which tokens of an identity provider go in, too. */
  AUTHORIZATION("Bearer "),
  /** {@code api-key}, Azure's. */
  API_KEY(""),
  /** {@code x-api-key}, Anthropic's first. */
  X_API_KEY("");

  private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String prefix;

  KeyHeader(String prefix) {
    this.prefix = prefix;
  }

  /** The one of that name in a configuration. */
  public static Optional<KeyHeader> of(String key) {
    return Arrays.stream(values()).filter(header -> header.key().equals(key)).findFirst();
  }

  /** The header's name in lower case, and its name in a configuration. */
  public String key() {
    return key;
  }

  Map.Entry<String, String> with(Secret credential) {
    return Map.entry(key, prefix + credential.reveal(SecretAccess.get()));
  }
}
