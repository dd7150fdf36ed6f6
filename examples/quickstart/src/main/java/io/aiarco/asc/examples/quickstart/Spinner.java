package io.aiarco.asc.examples.quickstart;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Shows that something happens, after a moment and until it is closed. Thread-safe. */
final class Spinner implements AutoCloseable {
  /** Shows nothing. */
  static final Spinner NONE = new Spinner(null, "");

  private static final String MARKS = "|/-\\";
  private static final long BETWEEN_MILLIS = 100;
  private static final int SILENT_TURNS = 3;

  private final @Nullable PrintStream out;
  private final String what;
  private boolean closed;

  private Spinner(@Nullable PrintStream out, String what) {
    this.out = out;
    this.what = what;
  }

  static Spinner start(PrintStream out, String what) {
    Spinner spinner = new Spinner(out, what);
    Thread thread = new Thread(() -> spinner.draw(out), "spinner");
    thread.setDaemon(true);
    thread.start();
    return spinner;
  }

  private synchronized void draw(PrintStream on) {
    try {
      for (int turn = 0; !closed; turn++) {
        if (turn >= SILENT_TURNS) {
          on.print("\r   " + MARKS.charAt(turn % MARKS.length()) + " " + what);
          on.flush();
        }
        wait(BETWEEN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the drawing and wipes the line. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    if (out != null) {
      out.print("\r" + " ".repeat(what.length() + 6) + "\r");
    }
  }
}
