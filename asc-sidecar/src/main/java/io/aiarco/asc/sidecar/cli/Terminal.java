package io.aiarco.asc.sidecar.cli;

import java.io.Console;

/** Whether somebody watches. */
final class Terminal {
  private static final int FIRST_WITH_IS_TERMINAL = 22;

  private Terminal() {}

  /** Whether standard input and output are a terminal. */
  @SuppressWarnings("SystemConsoleNull") // on JDK 17 null is the answer; later ones are asked
  static boolean isThere() {
    Console console = System.console();
    if (console == null || Runtime.version().feature() < FIRST_WITH_IS_TERMINAL) {
      return console != null;
    }
    try {
      // From JDK 22 on there is a console for pipes too, and this method, which JDK 17 has not.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
