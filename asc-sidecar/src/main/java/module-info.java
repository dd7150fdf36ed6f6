/** The asc command. */
module io.aiarco.asc.sidecar {
  requires io.aiarco.asc.gateway;
  requires io.aiarco.asc.wire;
  requires io.aiarco.asc.audit;
  requires io.aiarco.asc.policy;
  requires io.aiarco.asc.simulator;
  requires static org.jspecify;
  requires de.siegmar.fastcsv;
  requires info.picocli;
  requires java.logging;
  requires org.slf4j;

  // The command line is read off the fields' annotations.
  opens io.aiarco.asc.sidecar.cli to
      info.picocli;
}
