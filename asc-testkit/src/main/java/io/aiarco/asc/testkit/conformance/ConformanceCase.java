package io.aiarco.asc.testkit.conformance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a provider, a proxy or a client does, as bytes on one wire or several, and what
 * must be made of it. Read from a small text file; {@code docs/conformance.md} shows the format.
 * Immutable.
 */
public final class ConformanceCase {
  private final String id;
  private final String title;
  private final String origin;
  private final LocalDate date;
  private final @Nullable String notRun;
  private final int status;
  private final Map<String, String> headers;
  private final boolean reset;
  private final Chunking.Rule rule;
  private final List<WireBody> bodies;
  private final List<Expectation> expectations;

  ConformanceCase(Parts parts, List<WireBody> bodies, List<Expectation> expectations) {
    this.id = parts.id;
    this.title = parts.title;
    this.origin = parts.origin;
    this.date = parts.date;
    this.notRun = parts.notRun;
    this.status = parts.status;
    this.headers = Map.copyOf(parts.headers);
    this.reset = parts.reset;
    this.rule = parts.rule;
    this.bodies = List.copyOf(bodies);
    this.expectations = List.copyOf(expectations);
  }

  /** What stands above a case's bytes. Single-thread, for its reader only. */
  static final class Parts {
    final String id;
    final Map<String, String> headers = new TreeMap<>();
    String title = "";
    String origin = "";
    LocalDate date = LocalDate.EPOCH;
    @Nullable String notRun;
    int status = 200;
    boolean reset;
    Chunking.Rule rule = Chunking.Rule.ANY;

    Parts(String id) {
      this.id = id;
    }
  }

  /**
   * The case written in {@code text}.
   *
   * @param id the file's name without its ending: a number of the catalogue and words, such as
   *     {@code 07-comments}
   * @throws CaseSyntaxException when it is not written as it should be
   */
  public static ConformanceCase parse(String id, String text) {
    return new CaseReader(id, text).read();
  }

  /** Number of the catalogue and words, such as {@code 07-comments}. */
  public String id() {
    return id;
  }

  /** Its number in the catalogue, from 1; several cases may share one. */
  public int number() {
    return Integer.parseInt(id.substring(0, id.indexOf('-')));
  }

  /** What happens, in one line. */
  public String title() {
    return title;
  }

  /** Who was seen doing so, or what document allows it. */
  public String origin() {
    return origin;
  }

  /** When its bytes were written. */
  public LocalDate date() {
    return date;
  }

  /** Why it is not run; empty for a case with bytes. */
  public Optional<String> notRun() {
    return Optional.ofNullable(notRun);
  }

  /** The wires it has replies on, in order of their names. */
  public Collection<String> wires() {
    return told(body -> !body.isRequest(), WireBody::wire);
  }

  /** The modes it has replies in on one wire: {@code stream}, {@code whole} or both. */
  public Collection<String> modes(String wire) {
    return told(body -> !body.isRequest() && body.wire().equals(wire), WireBody::mode);
  }

  /** The wires on which its clients ask, in order of their names. */
  public Collection<String> requests() {
    return told(WireBody::isRequest, WireBody::wire);
  }

  private Collection<String> told(Predicate<WireBody> which, Function<WireBody, String> what) {
    return bodies.stream().filter(which).map(what).collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * A fresh reply with its bytes for one wire, in one read.
   *
   * @param wire one of {@link #wires()}
   * @param mode one of {@link #modes}
   */
  public WireReply reply(String wire, String mode) {
    WireBody body = body(wire, mode);
    return reply(body, () -> () -> Math.max(1, body.bytes().length));
  }

  /**
   * What its client sends on one wire, a copy.
   *
   * @param wire one of {@link #requests()}
   */
  public byte[] request(String wire) {
    return body(wire, "request").bytes().clone();
  }

  private WireBody body(String wire, String mode) {
    return bodies.stream()
        .filter(body -> body.isOf(wire, mode))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    id + ": " + wire + " " + mode + " (expected: a wire and mode it has)"));
  }

  List<WireBody> bodies() {
    return bodies;
  }

  /** Whether {@code body} is what a reader of these wires is given, the most particular first. */
  boolean isFor(List<String> wires, WireBody body) {
    return wires.stream()
        .filter(wire -> modes(wire).contains(body.mode()))
        .findFirst()
        .filter(body.wire()::equals)
        .isPresent();
  }

  Chunking.Rule rule() {
    return rule;
  }

  /** What must come of {@code body}: the last expectation that fits it. */
  Outcome expected(WireBody body) {
    return last(expectation -> expectation.fits(body)).orElseThrow();
  }

  /** What one who writes these wires must make of its requests; empty where it says nothing. */
  Optional<Outcome> expected(List<String> wires) {
    return last(expectation -> expectation.fits(wires));
  }

  private Optional<Outcome> last(Predicate<Expectation> fitting) {
    return expectations.stream()
        .filter(fitting)
        .reduce((earlier, later) -> later)
        .map(Expectation::outcome);
  }

  /** A fresh reply with {@code body}, in reads as {@code cut} says, at noon of the case's date. */
  WireReply reply(WireBody body, Chunking.Cut cut) {
    Map<String, String> all = new TreeMap<>(headers);
    all.putIfAbsent("content-type", body.streamed() ? "text/event-stream" : "application/json");
    Instant now = date.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    ChunkedBody bytes = new ChunkedBody(body.bytes(), cut.lengths(), reset);
    return new WireReply(status, all, bytes, body.streamed(), now);
  }

  @Override
  public String toString() {
    return id;
  }
}
