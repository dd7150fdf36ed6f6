package io.aiarco.asc.provider.http;

import io.aiarco.asc.call.Cancellation;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.egress.EgressRequest;
import io.aiarco.asc.egress.TrustZone;
import io.aiarco.asc.provider.Timeouts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Outbound requests for tests. Single-thread. */
final class Requests {
  static final Duration LONG = Duration.ofSeconds(30);

  private final URI url;
  private TrustZone zone = TrustZone.LOOPBACK;
  private Map<String, String> headers = Map.of("Content-Type", "application/json");
  private Timeouts timeouts = new Timeouts(LONG, LONG, LONG, LONG);
  private Deadline deadline = Deadline.after(LONG, Clock.systemUTC());
  private Cancellation cancellation = new Cancellation();

  private Requests(URI url) {
    this.url = url;
  }

  static Requests to(URI url) {
    return new Requests(url);
  }

  static Requests to(LoopbackServer server) {
    return new Requests(server.url());
  }

  Requests zone(TrustZone zone) {
    this.zone = zone;
    return this;
  }

  Requests headers(Map<String, String> headers) {
    this.headers = headers;
    return this;
  }

  Requests connect(Duration wait) {
    timeouts =
        new Timeouts(wait, timeouts.firstToken(), timeouts.interChunk(), timeouts.deadline());
    return this;
  }

  Requests firstToken(Duration wait) {
    timeouts = new Timeouts(timeouts.connect(), wait, timeouts.interChunk(), timeouts.deadline());
    return this;
  }

  Requests interChunk(Duration wait) {
    timeouts = new Timeouts(timeouts.connect(), timeouts.firstToken(), wait, timeouts.deadline());
    return this;
  }

  Requests deadline(Duration wait) {
    this.deadline = Deadline.after(wait, Clock.systemUTC());
    return this;
  }

  Requests cancellation(Cancellation cancellation) {
    this.cancellation = cancellation;
    return this;
  }

  EgressRequest post(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new EgressRequest(
        "POST", url, headers, bytes, zone, timeouts, deadline, cancellation, null);
  }

  EgressRequest get() {
    return new EgressRequest(
        "GET", url, headers, null, zone, timeouts, deadline, cancellation, null);
  }
}
