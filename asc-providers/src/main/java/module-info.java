/** Model providers over the one outbound HTTP transport. */
module io.aiarco.asc.providers {
  requires transitive io.aiarco.asc.core;
  requires io.aiarco.asc.wire;
  requires static org.jspecify;
  requires com.fasterxml.jackson.core;
  requires okhttp3;
  requires okio;
  requires org.slf4j;

  exports io.aiarco.asc.provider.http;
  exports io.aiarco.asc.provider.models;
}
