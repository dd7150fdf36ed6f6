package io.aiarco.asc.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns identifiers of persons and caller-chosen keys into keyed pseudonyms, so that the log can
 * tell two apart and the operator, who has the key, can look one up, but a reader of the log cannot
 * guess them. HMAC-SHA256 (RFC 2104). Thread-safe.
 */
public final class Pseudonyms {
  /** The kind of who calls. */
  public static final String PRINCIPAL = "principal";

  /** The kind of whom content is about. */
  public static final String SUBJECT = "subject";

  private static final String HMAC = "HmacSHA256";

  private final String keyId;
  private final SecretKeySpec key;

  /**
   * @param keyId names the key in every pseudonym, so that keys can be changed
   * @param key at least 16 bytes; copied
   */
  public Pseudonyms(String keyId, byte[] key) {
    if (key.length < 16) {
      throw new IllegalArgumentException(
          "pseudonym key: " + key.length + " bytes (expected: >= 16)");
    }
    this.keyId = keyId;
    this.key = new SecretKeySpec(key, HMAC);
  }

  /**
   * With a random key that ends with this object: equal values are equal while it lives, and never
   * again.
   */
  public static Pseudonyms ephemeral() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return new Pseudonyms("ephemeral", key);
  }

  /**
   * {@code hmac:<key id>:<64 hex digits>} of a value of one kind; equal values of different kinds
   * differ.
   */
  public String of(String kind, String value) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      mac.update(kind.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      return "hmac:" + keyId + ":" + HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
