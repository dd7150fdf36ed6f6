package io.aiarco.asc.audit.content;

/**
 * Wraps the secrets of each call with a key that does not lie beside them: a {@link KeyFile}, or
 * what a key management service does. Thread-safe.
 */
public interface KeyWrap {
  /**
   * Encrypts and authenticates {@code secret}.
   *
   * @param context what it belongs to; unwrapping needs the same
   */
  byte[] wrap(byte[] secret, byte[] context);

  /**
   * What was wrapped.
   *
   * @throws IllegalArgumentException when it was wrapped with another key, for another context, or
   *     has been changed
   */
  byte[] unwrap(byte[] wrapped, byte[] context);
}
