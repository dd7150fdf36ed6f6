package io.aiarco.asc.benchmarks;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The yardstick: SHA-256 of 1 KB, timed right before every iteration of the subject, in its thread
 * and process. A subject's time divided by it says little about the machine and its load. It
 * allocates nothing, so the subject's bytes stay its own. Single-thread.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Sha256Control {
  private static final int ROUNDS = 50;
  private static final int PER_ROUND = 1_000;

  private final byte[] kilobyte = new byte[1024];
  private final byte[] hash = new byte[32];
  private final MessageDigest digest;
  private double nanosPerHash;

  /** A control that has measured nothing. */
  public Sha256Control() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Measures; the fastest of some rounds, so that one lost time slice does not count. */
  @Setup(Level.Iteration)
  public void measure() {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < PER_ROUND; i++) {
        hash();
      }
      best = Math.min(best, (double) (System.nanoTime() - start) / PER_ROUND);
    }
    nanosPerHash = best;
  }

  /** Hashes the kilobyte once; the hash becomes its beginning, so that no two are alike. */
  private void hash() {
    digest.update(kilobyte);
    try {
      digest.digest(hash, 0, hash.length);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 has 32 bytes", e);
    }
    System.arraycopy(hash, 0, kilobyte, 0, hash.length);
  }

  /** Nanoseconds per hash, as last measured. Named as the figure is. */
  public double sha256_1k() {
    return nanosPerHash;
  }
}
