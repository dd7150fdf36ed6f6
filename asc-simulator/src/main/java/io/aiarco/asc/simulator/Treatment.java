package io.aiarco.asc.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the faults of one reply add up to. Single-thread: made, changed by each {@link Fault} in
 * turn, then only read, for one exchange.
 */
final class Treatment {

  /** How a reply stops before its end. */
  enum Stop {
    /** The body ends in good order, only too early. */
    END,
    /** The connection closes in the middle of the body. */
    CUT,
    /** The connection is reset. */
    RESET,
    /** Nothing more is said until the client gives up. */
    STALL
  }

  static final long NEVER = Long.MAX_VALUE;

  /** The error to answer in place of the reply. */
  @Nullable ProviderError error;

  /** The body to answer in place of the reply. */
  Reply.@Nullable Golden body;

  int bodyStatus = 200;
  final Map<String, String> headers = new LinkedHashMap<>();

  /** Events before the error event. */
  long errorEventAfter = NEVER;

  Duration beforeFirstByte = Duration.ZERO;
  Duration betweenEvents;
  int pieceBytes = Integer.MAX_VALUE;
  Duration betweenPieces = Duration.ZERO;
  boolean neverAnswer;
  Stop stop = Stop.END;
  long stopAfterEvents = NEVER;
  long stopAfterBytes = NEVER;

  Treatment(Duration betweenEvents) {
    this.betweenEvents = betweenEvents;
  }

  boolean stops() {
    return stopAfterEvents != NEVER || stopAfterBytes != NEVER;
  }
}
