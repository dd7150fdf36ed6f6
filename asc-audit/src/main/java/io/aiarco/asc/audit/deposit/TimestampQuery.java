package io.aiarco.asc.audit.deposit;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/**
 * One question to a time-stamp authority (RFC 3161 section 2.4.1): SHA-256 of the data, a nonce,
 * and the authority's certificate wanted in the answer. Immutable.
 */
public final class TimestampQuery {
  private final TimeStampRequest request;

  private TimestampQuery(TimeStampRequest request) {
    this.request = request;
  }

  /** A question about {@code data}; {@code nonce} is fresh and random. */
  public static TimestampQuery of(byte[] data, BigInteger nonce) throws IOException {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    return new TimestampQuery(
        generator.generate(TSPAlgorithms.SHA256, LeafHash.sha256().digest(data), nonce));
  }

  /** DER, as {@code application/timestamp-query}. */
  public byte[] toBytes() throws IOException {
    return request.getEncoded();
  }

  /**
   * Requires that {@code response} grants exactly this question: status, imprint, nonce, and a
   * token. Who signed it is for whoever holds the authority's root ({@link TimestampToken}).
   *
   * @throws FormatException saying what does not fit
   */
  public void requireGranted(byte[] response) throws FormatException {
    try {
      TimeStampResponse answer = new TimeStampResponse(response);
      answer.validate(request);
      FormatException.require(
          answer.getTimeStampToken() != null,
          "time stamp: status " + answer.getStatus() + " without a token (expected: granted)");
    } catch (TSPException | IOException e) {
      throw new FormatException("time stamp: " + FormatException.shown(e.getMessage()));
    }
  }
}
