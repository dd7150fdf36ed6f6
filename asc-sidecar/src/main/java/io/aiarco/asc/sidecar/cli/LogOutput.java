package io.aiarco.asc.sidecar.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How much of the library's log reaches the terminal. */
final class LogOutput {
  /** Held strongly: a logger nobody holds forgets its level. */
  private static final Logger ASC = Logger.getLogger("io.aiarco.asc");

  private LogOutput() {}

  /** Warnings only, or everything ASC says. */
  static void level(boolean debug) {
    Level level = debug ? Level.FINE : Level.WARNING;
    ASC.setLevel(level);
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setLevel(level);
    }
  }
}
