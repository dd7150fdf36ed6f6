package io.aiarco.asc.fuzz;

import java.io.IOException;

/** The class Jazzer looks for, found by its method names; the first argument names the target. */
public final class JazzerTarget {
  private static Target target = Target.SSE;

  private JazzerTarget() {}

  /** Called once by Jazzer; loads what the target needs, which no input shall be blamed for. */
  public static void fuzzerInitialize(String[] args) throws IOException {
    target = Target.valueOf(args[0]);
    for (byte[] seed : Seeds.of(target)) {
      target.take(seed);
    }
  }

  /** Called by Jazzer with one input after the other; any exception is a finding. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    target.take(input);
  }
}
