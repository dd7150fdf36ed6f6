package io.aiarco.asc.examples.quickstart;

import java.io.IOException;

/** One stop of the tour. */
interface Step {
  String title();

  /** Shows one thing and checks that it held. */
  void play(Stage stage, Screen screen, Checks checks) throws IOException, InterruptedException;
}
