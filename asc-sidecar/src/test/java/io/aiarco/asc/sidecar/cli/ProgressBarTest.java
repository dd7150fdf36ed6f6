package io.aiarco.asc.sidecar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final StringWriter said = new StringWriter();
  private final ProgressBar bar = new ProgressBar(new PrintWriter(said));

  @Test
  void growsOnOneLineAndTakesItBack() {
    bar.show(500_000_000L, 2_000_000_000L);
    bar.show(2_100_000_000L, 2_000_000_000L); // the log grew meanwhile

    assertEquals(
        "\r[##########                              ]  25% of 2.00 GB"
            + "\r[########################################] 100% of 2.00 GB",
        said.toString());
    bar.clear();
    assertTrue(said.toString().endsWith("GB\r" + " ".repeat(58) + "\r"), said.toString());
  }

  @Test
  void saysNothingWhenItWasNeverShown() {
    bar.clear();

    assertEquals("", said.toString());
  }
}
