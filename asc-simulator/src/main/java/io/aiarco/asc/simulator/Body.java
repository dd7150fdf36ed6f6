package io.aiarco.asc.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a request or reply. Immutable. */
public final class Body {

  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Body of(byte[] bytes) {
    return new Body(bytes.clone());
  }

  /** {@code text} in UTF-8. */
  public static Body of(String text) {
    return new Body(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes read as UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public int sizeBytes() {
    return bytes.length;
  }

  /** The bytes themselves, for whoever only writes them out. */
  byte[] shared() {
    return bytes;
  }

  /** {@code bytes}, which nobody changes any more. */
  static Body sharing(byte[] bytes) {
    return new Body(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The size only: bodies hold prompts. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
