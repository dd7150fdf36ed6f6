/** The words, the SPIs and the pipeline of ASC, with in-memory defaults. */
module io.aiarco.asc.core {
  requires static transitive org.jspecify;
  requires io.github.resilience4j.circuitbreaker;
  requires io.github.resilience4j.core;
  requires transitive io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires org.slf4j;

  exports io.aiarco.asc.json;
  exports io.aiarco.asc.money;
  exports io.aiarco.asc.call;
  exports io.aiarco.asc.usage;
  exports io.aiarco.asc.attempt;
  exports io.aiarco.asc.error;
  exports io.aiarco.asc.schema;
  exports io.aiarco.asc.telemetry;
  exports io.aiarco.asc.chat;
  exports io.aiarco.asc.tool;
  exports io.aiarco.asc.credential;
  exports io.aiarco.asc.identity;
  exports io.aiarco.asc.budget;
  exports io.aiarco.asc.policy;
  exports io.aiarco.asc.audit;
  exports io.aiarco.asc.provider;
  exports io.aiarco.asc.breaker;
  exports io.aiarco.asc.route;
  exports io.aiarco.asc.idempotency;
  exports io.aiarco.asc.egress;
  exports io.aiarco.asc.alert;
  exports io.aiarco.asc.snapshot;
  exports io.aiarco.asc.pipeline;
}
