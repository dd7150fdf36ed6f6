package io.aiarco.asc.budget;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * One counter of a budget, named by what it counts, whose it is and for which period.
 *
 * @param scope whose it is: parts of {@code [a-z0-9._-]} (other bytes as %XX) joined by {@code /},
 *     such as {@code tenant/acme}
 * @param span its period and the period's end, such as {@code 2026-11~2026-12-01T00:00:00Z}; see
 *     {@link Period#span}. Immutable.
 */
public record Account(Unit unit, String scope, String span) {
  static final int MAX_ID_BYTES = 96;

  public Account {
    if (scope.length() + 1 + span.length() > MAX_ID_BYTES) {
      throw new IllegalArgumentException(
          "account id: " + scope + "/" + span + " (expected: at most " + MAX_ID_BYTES + " bytes)");
    }
  }

  /** Reads an id as {@link #id()} writes it. */
  public static Account parse(Unit unit, String id) {
    int slash = id.lastIndexOf('/');
    if (slash < 1 || id.indexOf('~', slash) < 0) {
      throw new IllegalArgumentException(
          "account id: " + id + " (expected: <scope>/<period>~<end>)");
    }
    return new Account(unit, id.substring(0, slash), id.substring(slash + 1));
  }

  /**
   * When its period ends; absent when it never does.
   *
   * @throws IllegalArgumentException when the span has no end that can be read
   */
  public Optional<Instant> periodEnd() {
    String end = span.substring(span.indexOf('~') + 1);
    if (end.equals("always")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(end));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "account span: " + span + " (expected: <period>~<end> or <period>~always)", e);
    }
  }

  /** Whether its period is an hour or a minute: those are spelled with a time of day. */
  boolean renewsWithinTheDay() {
    return span.substring(0, span.indexOf('~')).indexOf('T') >= 0;
  }

  /** {@code scope/span}, the name in records. Unique together with the unit. */
  public String id() {
    return scope + "/" + span;
  }

  @Override
  public String toString() {
    return unit + " " + id();
  }
}
