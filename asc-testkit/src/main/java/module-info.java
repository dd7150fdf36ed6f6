/** What users and implementers of ASC test with. */
module io.aiarco.asc.testkit {
  requires transitive io.aiarco.asc.core;
  requires transitive io.aiarco.asc.simulator;
  requires static org.jspecify;
  requires static transitive org.junit.jupiter.api;
  requires static transitive net.jqwik.api;

  exports io.aiarco.asc.testkit;
  exports io.aiarco.asc.testkit.audit;
  exports io.aiarco.asc.testkit.budget;
  exports io.aiarco.asc.testkit.conformance;
  exports io.aiarco.asc.testkit.idempotency;
  exports io.aiarco.asc.testkit.provider;
  exports io.aiarco.asc.testkit.time;
}
