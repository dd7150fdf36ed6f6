package io.aiarco.asc.identity;

/**
 * Tells who a caller is. Implementations are thread-safe and do no remote I/O on the path of a
 * call.
 */
public interface CallerVerifier {
  /**
   * Verifies what the caller shows.
   *
   * @throws UnauthenticatedException when it proves nothing; the message never repeats it
   */
  Grant verify(CallerCredential credential);
}
