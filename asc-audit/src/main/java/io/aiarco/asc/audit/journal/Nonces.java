package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.format.LeafHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;

/**
 * Makes {@code n}: 16 bytes each, two from one SHA-256 of a secret seed and a counter. Who does not
 * know the seed cannot tell them from random. Single-thread.
 */
final class Nonces {
  private static final int SEED_BYTES = 32;
  private static final int NONCE_BYTES = 16;

  private final MessageDigest digest = LeafHash.sha256();
  private final byte[] seedAndCounter = new byte[SEED_BYTES + Long.BYTES];
  private byte[] hash = new byte[0];
  private long counter;

  Nonces(RandomGenerator random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    System.arraycopy(seed, 0, seedAndCounter, 0, SEED_BYTES);
  }

  /** Writes 32 hex digits and returns where they end. */
  int next(byte[] to, int at) {
    boolean first = (counter & 1) == 0;
    if (first) {
      ByteBuffer.wrap(seedAndCounter).putLong(SEED_BYTES, counter);
      hash = digest.digest(seedAndCounter);
    }
    counter++;
    return Hex.write(hash, first ? 0 : NONCE_BYTES, NONCE_BYTES, to, at);
  }
}
