package io.aiarco.asc.examples.quickstart;

import java.io.PrintStream;
import java.util.Map;

/**
 * Short lines for a person: coloured on a terminal, plain text anywhere else. Single-thread, except
 * that a spinner draws from a thread of its own until it is closed.
 */
final class Screen {
  private static final String BOLD = "1";
  private static final String DIM = "2";
  private static final String RED = "31";
  private static final String GREEN = "32";

  private final PrintStream out;
  private final boolean terminal;
  private final boolean colour;

  private Screen(PrintStream out, boolean terminal, boolean colour) {
    this.out = out;
    this.terminal = terminal;
    this.colour = colour;
  }

  /**
   * A screen on {@code out}.
   *
   * @param terminal whether a person watches: allows the spinner, and colour unless {@code env} has
   *     a {@code NO_COLOR} that is not empty (no-color.org) or a dumb {@code TERM}
   */
  static Screen of(PrintStream out, boolean terminal, Map<String, String> env) {
    boolean wanted =
        env.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(env.getOrDefault("TERM", ""));
    return new Screen(out, terminal, terminal && wanted);
  }

  void title(String text) {
    out.println(painted(BOLD, text));
  }

  void step(int number, String title) {
    out.println();
    out.println(painted(BOLD, number + "  " + title));
  }

  /** One line under a step, after a word saying whose it is. */
  void line(String label, String text) {
    begin(label);
    out.println(text);
  }

  /** Begins a line that {@link #piece} continues and {@link #end} ends. */
  void begin(String label) {
    out.print(painted(DIM, String.format("   %-9s", label)));
  }

  /** More of a line, shown at once. */
  void piece(String text) {
    out.print(text);
    out.flush();
  }

  void end() {
    out.println();
  }

  void plain(String text) {
    out.println(text);
  }

  void held(String what) {
    out.println("   " + painted(GREEN, "ok") + "       " + what);
  }

  void failed(String what, String expected, String seen) {
    out.println("   " + painted(RED, "FAILED") + "   " + what);
    line("", "expected: " + expected);
    line("", "seen:     " + seen);
  }

  /** On a terminal shows that something happens until it is closed. */
  Spinner spin(String what) {
    return terminal ? Spinner.start(out, what) : Spinner.NONE;
  }

  private String painted(String code, String text) {
    return colour ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
