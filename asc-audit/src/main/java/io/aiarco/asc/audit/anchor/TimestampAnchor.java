package io.aiarco.asc.audit.anchor;

import io.aiarco.asc.audit.anchor.AnchorException.Reason;
import io.aiarco.asc.audit.deposit.KeptCheckpoint;
import io.aiarco.asc.audit.deposit.TimestampQuery;
import io.aiarco.asc.audit.deposit.TimestampToken;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import io.aiarco.asc.audit.outbound.Destination;
import io.aiarco.asc.audit.outbound.HttpReply;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A time-stamp authority (RFC 3161 over HTTP): it signs SHA-256 of the checkpoint's bytes with a
 * time. Checkpoint and answer are kept side by side, so that {@code openssl ts -verify} checks one
 * against the other without ASC.
 */
public final class TimestampAnchor implements Anchor {
  private static final int NONCE_BYTES = 16;

  private final Destination authority;
  private final Set<X509Certificate> roots;
  private final RandomGenerator random;

  private TimestampAnchor(
      Destination authority, Set<X509Certificate> roots, RandomGenerator random) {
    this.authority = authority;
    this.roots = roots;
    this.random = random;
  }

  /**
   * An authority.
   *
   * @param roots PEM or DER of the certificates its own must lead to
   * @param random makes nonces
   * @throws IllegalArgumentException when {@code roots} are none
   */
  public static TimestampAnchor of(Destination authority, byte[] roots, RandomGenerator random) {
    try {
      return new TimestampAnchor(authority, TimestampToken.roots(roots), random);
    } catch (FormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Requires root certificates, PEM or DER.
   *
   * @throws IllegalArgumentException when {@code roots} are none
   */
  public static byte[] requireRoots(byte[] roots) {
    try {
      FormatException.require(!TimestampToken.roots(roots).isEmpty(), "roots: none");
      return roots;
    } catch (FormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public String kind() {
    return "tsa";
  }

  @Override
  public Receipt deposit(SignedCheckpoint checkpoint) throws AnchorException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] response;
    try {
      TimestampQuery query = TimestampQuery.of(checkpoint.bytes(), new BigInteger(1, nonce));
      HttpReply reply = authority.send("POST", "", "application/timestamp-query", query.toBytes());
      if (!reply.isGood()) {
        throw new AnchorException(
            Reason.REFUSED, authority + ": status " + reply.status() + " (expected: 200)", null);
      }
      response = reply.body();
      query.requireGranted(response);
      TimestampToken.parse(response).requireStamped(checkpoint.bytes(), roots);
    } catch (FormatException e) {
      throw new AnchorException(Reason.INVALID, authority + ": " + e.getMessage(), e);
    } catch (AnchorException e) {
      throw e;
    } catch (IOException e) {
      throw new AnchorException(Reason.UNREACHABLE, authority + ": " + e.getMessage(), e);
    }
    String name = String.format("-%020d", checkpoint.size());
    return new Receipt(
        LeafHash.hex(response),
        Map.of(
            name + KeptCheckpoint.NOTE, checkpoint.bytes(), name + KeptCheckpoint.STAMP, response));
  }
}
