package io.aiarco.asc.audit.outbound;

import io.aiarco.asc.call.Cancellation;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.credential.Secret;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.egress.Egress;
import io.aiarco.asc.egress.EgressRequest;
import io.aiarco.asc.egress.EgressResponse;
import io.aiarco.asc.egress.TrustZone;
import io.aiarco.asc.provider.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server outside that takes what an audit log hands out: hashes, signatures and records,
 * none of them content of a caller. Each exchange is bounded in time and size. Thread-safe.
 */
public final class Destination {
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(5), WAIT, WAIT, WAIT);
  private static final int MAX_REPLY_BYTES = 1 << 16;

  private final Egress egress;
  private final URI url;
  private final TrustZone zone;
  private final Clock clock;
  private final @Nullable Secret bearer;

  private Destination(
      Egress egress, URI url, TrustZone zone, Clock clock, @Nullable Secret bearer) {
    this.egress = egress;
    this.url = url;
    this.zone = zone;
    this.clock = clock;
    this.bearer = bearer;
  }

  /**
   * A server that asks for no credential.
   *
   * @param egress the way out, which its owner closes
   * @param url where it is, without query; what is sent there may add to its path
   */
  public static Destination of(Egress egress, URI url, TrustZone zone, Clock clock) {
    return new Destination(egress, url, zone, clock, null);
  }

  /** The same, with {@code Authorization: Bearer}. */
  public Destination withBearer(Secret secret) {
    return new Destination(egress, url, zone, clock, secret);
  }

  /**
   * Asks with {@code GET} and waits for the whole answer.
   *
   * @param path as for {@link #send}
   * @throws IOException when there was no whole answer
   */
  public HttpReply get(String path) throws IOException {
    return exchange("GET", path, Map.of(), null);
  }

  /**
   * Sends and waits for the whole answer.
   *
   * @param path what is added to the address, such as {@code /add-checkpoint}; may be empty
   * @throws IOException when there was no whole answer
   */
  public HttpReply send(String method, String path, String contentType, byte[] body)
      throws IOException {
    return exchange(method, path, Map.of("Content-Type", contentType), body);
  }

  @SuppressWarnings("NullAway") // it does not see that a record's array may be null
  private HttpReply exchange(
      String method, String path, Map<String, String> fixed, byte @Nullable [] body)
      throws IOException {
    Map<String, String> headers = new HashMap<>(fixed);
    if (bearer != null) {
      headers.put("Authorization", "Bearer " + bearer.reveal(SecretAccess.get()));
    }
    String base = url.toString();
    String joined = base.endsWith("/") && !path.isEmpty() ? base + path.substring(1) : base + path;
    EgressRequest request =
        new EgressRequest(
            method,
            URI.create(joined),
            headers,
            body,
            zone,
            TIMEOUTS,
            Deadline.after(WAIT, clock),
            new Cancellation(),
            null);
    try (EgressResponse response = egress.open(request)) {
      byte[] whole = response.body().readNBytes(MAX_REPLY_BYTES + 1);
      if (whole.length > MAX_REPLY_BYTES) {
        throw new IOException(
            "answer: more than " + MAX_REPLY_BYTES + " bytes (expected: a few kilobytes)");
      }
      return new HttpReply(response.status(), whole);
    }
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
