package io.aiarco.asc.egress;

import java.io.IOException;

/**
 * The one way out. Implementations follow no redirects, retry nothing, check the address they dial
 * against the trust zone, and are thread-safe.
 */
public interface Egress extends AutoCloseable {
  /**
   * Sends the request and returns when the answer's head is in. The caller closes the answer.
   *
   * @throws EgressRefusedException when the address lies outside the zone
   * @throws IOException when nothing was answered; {@link java.net.ConnectException} and kin before
   *     any byte was sent
   */
  EgressResponse open(EgressRequest request) throws IOException;

  /** Ends all connections. Closing twice does nothing. */
  @Override
  void close();
}
