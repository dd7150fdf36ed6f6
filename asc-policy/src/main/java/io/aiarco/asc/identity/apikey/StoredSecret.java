package io.aiarco.asc.identity.apikey;

import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One secret of a key as it is kept: safe in a file, see {@link ApiKey}. Immutable.
 *
 * @param sha256 64 lowercase hex digits, as {@link ApiKey#sha256()}
 * @param expires from when on it proves nothing; null for never
 */
public record StoredSecret(String sha256, @Nullable Instant expires) {
  public StoredSecret {
    if (!isSha256(sha256)) {
      throw new IllegalArgumentException(
          "sha256: " + sha256.length() + " characters (expected: 64 lowercase hex digits)");
    }
  }

  /** Whether {@code text} is a hash as it is kept. */
  public static boolean isSha256(String text) {
    return text.length() == 64
        && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
  }

  byte[] hash() {
    return HexFormat.of().parseHex(sha256);
  }
}
