/** The words, the SPIs and the pipeline of ASC, with in-memory defaults. */
module io.aiarco.asc.core {
  requires static transitive org.jspecify;
  requires io.github.resilience4j.circuitbreaker;
  requires io.opentelemetry.api;
  requires org.slf4j;
}
