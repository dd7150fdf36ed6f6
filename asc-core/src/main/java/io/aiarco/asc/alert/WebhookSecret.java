package io.aiarco.asc.alert;

import io.aiarco.asc.credential.Secret;
import io.aiarco.asc.credential.SecretAccess;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key both ends of a webhook have, {@code whsec_} and 24 to 64 random bytes in base64, as
 * Standard Webhooks 1.0 spells it (standardwebhooks.com, read 2026-11-25). Thread-safe.
 */
public final class WebhookSecret {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  private final SecretKeySpec key;

  private WebhookSecret(SecretKeySpec key) {
    this.key = key;
  }

  /**
   * The key that {@code secret} spells.
   *
   * @throws IllegalArgumentException when it is spelled otherwise; the message does not show it
   */
  public static WebhookSecret of(Secret secret) {
    String text = secret.reveal(SecretAccess.get());
    byte[] key;
    try {
      key = text.startsWith(PREFIX) ? Base64.getDecoder().decode(text.substring(6)) : new byte[0];
    } catch (IllegalArgumentException e) {
      key = new byte[0]; // its message would show a character
    }
    if (key.length < MIN_BYTES || key.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "webhook secret "
              + secret.ref()
              + ": of another form (expected: whsec_ and 24 to 64 bytes in base64)");
    }
    return new WebhookSecret(new SecretKeySpec(key, ALGORITHM));
  }

  /** The header {@code webhook-signature} of a message: {@code v1,} and base64 of the HMAC. */
  String sign(String id, long timestampSeconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + timestampSeconds + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "WebhookSecret";
  }
}
