package io.aiarco.asc.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Commits to bytes as they come: HMAC-SHA256(r, "asc/content/1" || 0x00 || field || 0x00 || bytes).
 * Without {@code r} nobody can try texts out on it. Single-thread.
 */
public final class Commitment {
  private static final String HMAC = "HmacSHA256";

  private final Mac mac;

  Commitment(byte[] r, ContentField field) {
    try {
      mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(r, HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
    mac.update(("asc/content/1\0" + field.key() + "\0").getBytes(StandardCharsets.US_ASCII));
  }

  /** The next bytes; they are read to their limit. */
  public void update(ByteBuffer bytes) {
    mac.update(bytes);
  }

  /** 64 hex digits; begins anew. */
  public String hex() {
    return HexFormat.of().formatHex(mac.doFinal());
  }
}
