package io.aiarco.asc.sidecar.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command is started with. Results go to {@code out}; everything said beside them, and every
 * error, goes to {@code err}. Thread-safe as far as the writers are.
 */
record Shell(PrintWriter out, PrintWriter err, Map<String, String> env) {
  Shell {
    env = Map.copyOf(env);
  }

  /** The process's own. */
  static Shell ofProcess() {
    return new Shell(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        System.getenv());
  }
}
