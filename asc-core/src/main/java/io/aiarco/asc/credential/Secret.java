package io.aiarco.asc.credential;

import io.aiarco.asc.call.CredentialRef;
import java.util.Arrays;
import java.util.Objects;

/**
 * A secret in memory, such as a provider's API key. No method shows it but {@link #reveal}. {@link
 * #close()} overwrites it; whoever made it closes it. Thread-safe.
 */
public final class Secret implements AutoCloseable {
  private final CredentialRef ref;
  private final char[] characters;
  private volatile boolean closed;

  private Secret(CredentialRef ref, char[] characters) {
    this.ref = ref;
    this.characters = characters;
  }

  /**
   * A secret that holds a copy of {@code characters}.
   *
   * @throws IllegalArgumentException when it is empty or holds a control character or a blank,
   *     which no key has and a header would carry on
   */
  public static Secret of(CredentialRef ref, char[] characters) {
    for (char c : characters) {
      if (c <= ' ' || c >= 0x7F) {
        throw new IllegalArgumentException(
            "secret " + ref + ": has a character outside visible ASCII");
      }
    }
    if (characters.length == 0) {
      throw new IllegalArgumentException("secret " + ref + ": empty (expected: >= 1 character)");
    }
    return new Secret(ref, characters.clone());
  }

  /** Which credential this is. */
  public CredentialRef ref() {
    return ref;
  }

  /**
   * The characters, as a string the wire needs; it stays in memory until collected.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public String reveal(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    if (closed) {
      throw new IllegalStateException("secret " + ref + ": closed (expected: open)");
    }
    return new String(characters);
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(characters, '\0');
  }

  @Override
  public String toString() {
    return "Secret[" + ref + "]";
  }
}
