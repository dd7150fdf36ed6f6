package io.aiarco.asc.audit.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as the log uses it. The JDK's, which is several times faster than Bouncy Castle's. */
public final class LeafHash {
  /** Bytes of a hash. */
  public static final int BYTES = 32;

  private static final byte LEAF_PREFIX = 0;

  private LeafHash() {}

  /** A digest of SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The leaf of a record: SHA-256(0x00 || J), J being {@code length} bytes from {@code from}. */
  public static byte[] of(MessageDigest digest, byte[] bytes, int from, int length) {
    digest.update(LEAF_PREFIX);
    digest.update(bytes, from, length);
    return digest.digest();
  }

  /** SHA-256 in lowercase hex. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** What {@code prev} of record 0 is: SHA-256 of "asc-audit/v1" LF origin LF. */
  public static byte[] genesis(String origin) {
    return sha256().digest(("asc-audit/v1\n" + origin + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
