package io.aiarco.asc.audit.content;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.journal.KeyFiles;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The operator's key in a file of 32 bytes, {@code content.key}. Thread-safe. */
public final class KeyFile implements KeyWrap {
  private final Seal seal;

  private KeyFile(byte[] key) {
    this.seal = new Seal(key);
  }

  /**
   * The one in {@code keys}, made there when it is missing.
   *
   * @throws AuditUnavailableException when it can neither be read nor made, or others may read it
   */
  public static KeyFile open(Path keys) {
    return new KeyFile(new KeyFiles(keys, new SecureRandom()).named("content.key"));
  }

  @Override
  public byte[] wrap(byte[] secret, byte[] context) {
    return seal.seal(secret, context);
  }

  @Override
  public byte[] unwrap(byte[] wrapped, byte[] context) {
    return seal.open(wrapped, context);
  }
}
