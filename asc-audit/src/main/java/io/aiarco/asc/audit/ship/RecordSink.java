package io.aiarco.asc.audit.ship;

/**
 * A place outside that keeps copies of logs, each under its name (origin) and only ever longer. It
 * is what remembers how far a log has come: whoever ships keeps nothing. Used by one thread at a
 * time.
 */
public interface RecordSink {
  /**
   * Where its copy of a log ends; {@link Head#start} when it has none.
   *
   * @throws ShipException when it cannot say
   */
  Head head(String origin) throws ShipException;

  /**
   * Appends records, durably, if its copy ends at {@code after}; else changes nothing. Which it was
   * the answer tells: only after an append is it the head behind {@code lines}.
   *
   * @param lines whole lines {@code H SP J LF} of one log; the first has the seq and prev of {@code
   *     after}
   * @return where its copy ends now
   * @throws ShipException when it may or may not have appended, or does not take these lines
   */
  Head append(String origin, Head after, byte[] lines) throws ShipException;
}
