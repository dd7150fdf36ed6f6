package io.aiarco.asc.audit;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What one call's content hides behind: a random value {@code r} for each field's commitment, and
 * the key its text is sealed with. Whoever destroys them makes the commitments prove nothing and
 * the text unreadable. Immutable.
 */
public final class ContentSecrets {
  /** How long they are as bytes. */
  public static final int LENGTH = 96;

  private static final int EACH = 32;

  private final byte[] bytes;

  private ContentSecrets(byte[] bytes) {
    this.bytes = bytes;
  }

  /** New ones; {@code random} must be fit for keys. */
  public static ContentSecrets fresh(RandomGenerator random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return new ContentSecrets(bytes);
  }

  /** Those whose {@link #bytes()} these are. */
  public static ContentSecrets of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "content secrets: " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
    return new ContentSecrets(bytes.clone());
  }

  /** All of them, a fresh array: the prompt's {@code r}, the reply's, the key. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The AES-256 key, a fresh array. */
  public byte[] key() {
    return Arrays.copyOfRange(bytes, 2 * EACH, LENGTH);
  }

  /** A commitment to a field, to be fed its bytes. */
  public Commitment commitment(ContentField field) {
    int from = field == ContentField.PROMPT ? 0 : EACH;
    return new Commitment(Arrays.copyOfRange(bytes, from, from + EACH), field);
  }

  @Override
  public String toString() {
    return "ContentSecrets";
  }
}
