/** Dialect codecs: request to bytes and back, reply to events and back, SSE in and out. */
module io.aiarco.asc.wire {
  requires transitive io.aiarco.asc.core;
  requires static org.jspecify;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;

  exports io.aiarco.asc.wire;
  exports io.aiarco.asc.wire.anthropic;
  exports io.aiarco.asc.wire.openai;
  exports io.aiarco.asc.wire.responses;
  exports io.aiarco.asc.wire.sse;
}
