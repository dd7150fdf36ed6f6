package io.aiarco.asc.sidecar.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** What the command answered when it was typed. Immutable. */
record Typed(int exit, String out, String err) {
  static Typed asc(String... args) {
    return asc(Map.of(), args);
  }

  static Typed asc(Map<String, String> env, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Shell shell = new Shell(new PrintWriter(out, true), new PrintWriter(err, true), env);
    int exit = AscCommand.run(shell, args);
    return new Typed(exit, out.toString(), err.toString());
  }
}
