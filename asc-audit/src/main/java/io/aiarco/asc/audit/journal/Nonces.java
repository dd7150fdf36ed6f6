package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.format.LeafHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes {@code n}: SHA-256 of a secret seed and a counter, cut to 16 bytes. Who does not know the
 * seed cannot tell it from random, and callers do not queue for the system's generator.
 * Thread-safe.
 */
final class Nonces {
  private static final int SEED_BYTES = 32;
  private static final int NONCE_BYTES = 16;

  private final byte[] seed = new byte[SEED_BYTES];
  private final AtomicLong counter = new AtomicLong();

  Nonces(RandomGenerator random) {
    random.nextBytes(seed);
  }

  /** 32 hex digits. */
  String next() {
    MessageDigest digest = LeafHash.sha256();
    digest.update(seed);
    byte[] hash =
        digest.digest(ByteBuffer.allocate(Long.BYTES).putLong(counter.getAndIncrement()).array());
    return HexFormat.of().formatHex(hash, 0, NONCE_BYTES);
  }
}
