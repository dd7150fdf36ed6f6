/** Reads asc.yaml and assembles the gateway. */
module io.aiarco.asc.gateway {
  requires transitive io.aiarco.asc.core;
  requires io.aiarco.asc.wire;
  requires io.aiarco.asc.providers;
  requires io.aiarco.asc.policy;
  requires io.aiarco.asc.audit;
  requires static org.jspecify;
  requires org.snakeyaml.engine;
  requires org.slf4j;

  exports io.aiarco.asc.gateway;
  exports io.aiarco.asc.gateway.config;
  exports io.aiarco.asc.gateway.init;
}
