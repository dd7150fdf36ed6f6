package io.aiarco.asc.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One way in which a provider's reply can go wrong. Immutable; a {@link Reply} may carry several.
 *
 * <p>Events are counted as they stand on the wire: an OpenAI stream's first event carries the role,
 * an Anthropic stream's is {@code message_start}. A whole reply counts as one event; a fault that
 * stops it after any number of events lets half of its body leave, after 0 none.
 */
public final class Fault {

  private final String name;
  private final Consumer<Treatment> change;

  private Fault(String name, Consumer<Treatment> change) {
    this.name = name;
    this.change = change;
  }

  /** This HTTP status, with an error body in the dialect's own shape. */
  public static Fault status(int status) {
    return status(status, Map.of());
  }

  /** As {@link #status(int)}, with headers such as {@code Retry-After}. */
  public static Fault status(int status, Map<String, String> headers) {
    return error(ProviderError.of(status, "simulated failure with status " + status), headers);
  }

  /**
   * This HTTP status, with the dialect's error body naming {@code type} and, where it has one,
   * {@code code}.
   */
  public static Fault error(int status, String type, String code) {
    return error(
        new ProviderError(status, "simulated failure with code " + code, type, code, null),
        Map.of());
  }

  /** Status 429 with {@code Retry-After} in whole seconds. */
  public static Fault rateLimited(Duration retryAfter) {
    return status(429, Map.of("Retry-After", Long.toString(retryAfter.toSeconds())));
  }

  /**
   * Status 429 because the account is out of money: not to be retried, though it looks like a rate
   * limit.
   */
  public static Fault quotaExhausted() {
    return new Fault("quota exhausted", t -> t.error = ProviderError.QUOTA_EXHAUSTED);
  }

  /**
   * Status 400 with the code {@code content_filter}: the provider's own filter refused the prompt.
   * Azure names the filters in {@code innererror}.
   */
  public static Fault promptFiltered() {
    return error(ProviderError.PROMPT_FILTERED, Map.of());
  }

  /** A proxy's HTML page, with status 200 or 502 for instance. */
  public static Fault html(int status) {
    return body(
        status,
        "text/html; charset=utf-8",
        "<html><head><title>" + status + "</title></head><body><h1>Sign in</h1></body></html>");
  }

  /** Status 200, JSON's content type, and not one byte of body. */
  public static Fault emptyBody() {
    return body(200, "application/json", "");
  }

  /** Status 200 and the JSON value {@code null}. */
  public static Fault nullBody() {
    return body(200, "application/json", "null");
  }

  /** Any other body in place of the reply. */
  public static Fault body(int status, String contentType, String text) {
    Body body = Body.of(text);
    return new Fault(
        "status " + status + " with " + contentType,
        t -> {
          t.body = new Reply.Golden(contentType, body);
          t.bodyStatus = status;
        });
  }

  /**
   * An error event after {@code events} events of a 200 stream, then the end; a whole reply becomes
   * a 200 with an error body.
   */
  public static Fault errorEventAfter(int events) {
    long count = notNegative("events", events);
    return new Fault("error event after " + events, t -> t.errorEventAfter = count);
  }

  /** Waits before the status line. */
  public static Fault delayFirstByte(Duration delay) {
    Duration wait = notNegative(delay);
    return new Fault("first byte after " + delay, t -> t.beforeFirstByte = wait);
  }

  /** Waits between any two events of a stream. */
  public static Fault delayEvents(Duration delay) {
    Duration wait = notNegative(delay);
    return new Fault("events every " + delay, t -> t.betweenEvents = wait);
  }

  /**
   * Writes the body in pieces of so many bytes, each a chunk and a packet of its own, wherever that
   * cuts.
   */
  public static Fault pieces(int bytes) {
    return drip(bytes, Duration.ZERO);
  }

  /** As {@link #pieces}, with a wait between any two pieces. */
  public static Fault drip(int bytes, Duration delay) {
    if (bytes < 1) {
      throw new IllegalArgumentException("bytes: " + bytes + " (expected: >= 1)");
    }
    Duration wait = notNegative(delay);
    return new Fault(
        "pieces of " + bytes + " every " + delay,
        t -> {
          t.pieceBytes = bytes;
          t.betweenPieces = wait;
        });
  }

  /**
   * After {@code events} events the body ends in good order, as behind a proxy that hides the
   * failure.
   */
  public static Fault endAfter(int events) {
    return stopAfter("end", events, Treatment.Stop.END);
  }

  /** After {@code events} events the connection is closed, in the middle of the body. */
  public static Fault cutAfter(int events) {
    return stopAfter("cut", events, Treatment.Stop.CUT);
  }

  /** After {@code events} events the connection is reset. */
  public static Fault resetAfter(int events) {
    return stopAfter("reset", events, Treatment.Stop.RESET);
  }

  /** After {@code events} events nothing more comes until the client gives up. */
  public static Fault stallAfter(int events) {
    return stopAfter("stall", events, Treatment.Stop.STALL);
  }

  /**
   * After {@code bytes} bytes of the body the connection is closed, perhaps in the middle of an
   * event or a character.
   */
  public static Fault cutAfterBytes(long bytes) {
    long count = notNegative("bytes", bytes);
    return new Fault(
        "cut after " + bytes + " bytes",
        t -> {
          t.stopAfterBytes = count;
          t.stop = Treatment.Stop.CUT;
        });
  }

  /** Takes the request and says nothing, until the client gives up. */
  public static Fault neverAnswer() {
    return new Fault("never answer", t -> t.neverAnswer = true);
  }

  void applyTo(Treatment treatment) {
    change.accept(treatment);
  }

  @Override
  public String toString() {
    return name;
  }

  private static Fault error(ProviderError error, Map<String, String> headers) {
    Map<String, String> copy = Map.copyOf(headers);
    return new Fault(
        "status " + error.status(),
        t -> {
          t.error = error;
          t.headers.putAll(copy);
        });
  }

  private static Fault stopAfter(String how, int events, Treatment.Stop stop) {
    long count = notNegative("events", events);
    return new Fault(
        how + " after " + events,
        t -> {
          t.stopAfterEvents = count;
          t.stop = stop;
        });
  }

  private static long notNegative(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(what + ": " + value + " (expected: >= 0)");
    }
    return value;
  }

  private static Duration notNegative(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay: " + delay + " (expected: not negative)");
    }
    return delay;
  }
}
