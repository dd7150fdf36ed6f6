/** The asc command. */
module io.aiarco.asc.sidecar {
  requires io.aiarco.asc.gateway;
  requires io.aiarco.asc.wire;
  requires io.aiarco.asc.audit;
  requires io.aiarco.asc.policy;
  requires io.aiarco.asc.simulator;
  requires io.aiarco.asc.testkit;
  requires static org.jspecify;
  requires info.picocli;
  requires org.slf4j;
}
