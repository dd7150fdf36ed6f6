package io.aiarco.asc.provider.http;

import io.aiarco.asc.egress.Egress;
import io.aiarco.asc.egress.EgressRefusedException;
import io.aiarco.asc.egress.EgressRequest;
import io.aiarco.asc.egress.EgressResponse;
import io.aiarco.asc.egress.TrustZone;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * The one outbound transport, on OkHttp: HTTP/1.1 and HTTP/2, no redirects, no retries, no proxy,
 * no cookies, no cache, no compression. A request runs on its caller's thread. Every wait is
 * bounded by one of four times: connect, first-token, inter-chunk and the deadline.
 *
 * <p>The zones share nothing: with HTTP/2 a connection to one host may serve another, and that must
 * not cross zones. {@link TrustZone#PUBLIC} requires TLS.
 *
 * <p>Calls only what OkHttp 4.12 has as well, since official SDKs still bring that version and the
 * first on the class path wins. (There, only the first address of a host is dialled.)
 *
 * <p>Thread-safe. Whoever opens it closes it; closing aborts the calls in flight.
 */
public final class OkHttpEgress implements Egress {
  private static final Pattern LEADING_ZERO = Pattern.compile("(\\d+\\.)*0\\d[\\d.]*");

  private final Clock clock;
  private final Map<TrustZone, OkHttpClient> encrypted = new EnumMap<>(TrustZone.class);
  private final Map<TrustZone, OkHttpClient> clear = new EnumMap<>(TrustZone.class);
  private final Set<OutboundCall> underway = ConcurrentHashMap.newKeySet();
  private final InterruptWatch interrupts;
  private volatile boolean closed;

  private OkHttpEgress(EgressConfig config, Clock clock, NameLookup lookup) {
    this.clock = clock;
    for (TrustZone zone : TrustZone.values()) {
      encrypted.put(zone, ZoneClients.create(config, lookup, AddressGuard.of(zone, true)));
      if (zone != TrustZone.PUBLIC) {
        clear.put(zone, ZoneClients.create(config, lookup, AddressGuard.of(zone, false)));
      }
    }
    this.interrupts = new InterruptWatch(underway);
  }

  /** A transport; deadlines are read by {@code clock}. */
  public static OkHttpEgress open(EgressConfig config, Clock clock) {
    return open(config, clock, InetAddress::getAllByName);
  }

  static OkHttpEgress open(EgressConfig config, Clock clock, NameLookup.Source names) {
    return new OkHttpEgress(config, clock, new NameLookup(names));
  }

  /**
   * {@inheritDoc}
   *
   * <p>What it throws says what happened: {@link java.net.ConnectException}, {@link
   * java.net.UnknownHostException}, {@link java.net.NoRouteToHostException} and {@link
   * javax.net.ssl.SSLException} before anything was sent; {@link SocketTimeoutException} for
   * first-token and deadline; any other {@link InterruptedIOException} when it was cancelled,
   * interrupted or closed; {@link java.net.ProtocolException} when the answer is cut or no HTTP.
   * Reads of the body follow the same rule. No message holds a header or content.
   *
   * @throws IllegalArgumentException when a header's name or value has no place in HTTP; its value
   *     is not shown
   */
  @Override
  public EgressResponse open(EgressRequest request) throws IOException {
    OkHttpClient client = client(request);
    Duration untilDeadline = request.deadline().remaining(clock);
    if (untilDeadline.isZero()) {
      throw new SocketTimeoutException(
          "deadline: passed before the call to " + request.url().getHost());
    }
    OutboundCall call =
        new OutboundCall(
            request, untilDeadline, client, OutboundRequest.of(request), underway::remove);
    underway.add(call);
    interrupts.added();
    // After adding: close() either finds the call or is seen here.
    if (closed) {
      call.abort(OutboundCall.Abort.CLOSED);
    }
    Response response = call.execute();
    return new HttpAnswer(response, new AnswerBody(call, bodyOf(response).source()));
  }

  private OkHttpClient client(EgressRequest request) throws EgressRefusedException {
    URI url = request.url();
    String scheme = String.valueOf(url.getScheme());
    OkHttpClient client =
        switch (scheme) {
          case "https" -> encrypted.get(request.zone());
          case "http" -> clear.get(request.zone());
          default -> null;
        };
    if (client == null) {
      String expected = request.zone() == TrustZone.PUBLIC ? "https" : "https or http";
      throw new EgressRefusedException("scheme: " + scheme + " (expected: " + expected + ")");
    }
    // java.net.URI sees no host in 127.1, 2130706433 and the like, which resolvers take as
    // addresses; and 0177.0.0.1 is 177.0.0.1 to some of them and 127.0.0.1 to others.
    String host = url.getHost();
    if (host == null || LEADING_ZERO.matcher(host).matches() || url.getRawUserInfo() != null) {
      throw new EgressRefusedException(
          "host: none in the URL (expected: a DNS name or a plain IP address, without user info)");
    }
    return client;
  }

  private static ResponseBody bodyOf(Response response) {
    // Nullable in OkHttp 4 for answers nobody executed; never for these.
    return Objects.requireNonNull(response.body(), "body");
  }

  @Override
  public void close() {
    closed = true;
    interrupts.close();
    underway.forEach(call -> call.abort(OutboundCall.Abort.CLOSED));
    encrypted.values().forEach(ZoneClients::close);
    clear.values().forEach(ZoneClients::close);
  }
}
