/**
 * A provider simulator on real sockets: the wires of {@code Dialect}, scripted replies, golden
 * bytes and faults. It reads nothing but the JDK, so that it stays an oracle independent of
 * asc-wire and runs beside any HTTP client.
 */
module io.aiarco.asc.simulator {
  requires static org.jspecify;

  exports io.aiarco.asc.simulator;
}
