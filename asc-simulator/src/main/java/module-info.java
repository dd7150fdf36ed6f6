/** Model providers simulated on real sockets. */
module io.aiarco.asc.simulator {
  requires transitive io.aiarco.asc.core;
  requires static org.jspecify;
  requires com.fasterxml.jackson.core;
  requires jdk.httpserver;
  requires org.slf4j;
}
