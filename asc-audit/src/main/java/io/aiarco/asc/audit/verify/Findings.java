package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects what is wrong with one log and what is pending, docs/audit-format.md §9. Single-thread.
 */
final class Findings {
  private static final int MAX_LINES = 100;

  private final List<Finding> findings = new ArrayList<>();
  private final List<String> pending = new ArrayList<>();
  private Optional<Origin> origin = Optional.empty();

  /** A rule to be tried. */
  interface Rule {
    void check() throws FormatException, IOException;
  }

  /** Says which log this is. */
  void name(Origin named) {
    origin = Optional.of(named);
  }

  /** Tries a rule about the record {@code seq}. */
  void attempt(long seq, Rule rule) {
    try {
      rule.check();
    } catch (FormatException e) {
      fail(seq, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a finding, once. */
  void fail(long seq, String reason) {
    Finding finding = new Finding(originText(), seq, reason);
    if (!findings.contains(finding)) {
      findings.add(finding);
    }
  }

  /** Adds something that the next opening of the log heals. */
  void pend(String what) {
    pending.add(what);
  }

  /** Whether something is left for the next opening. */
  boolean isPending() {
    return !pending.isEmpty();
  }

  /** 0, 1 or 3. */
  int exitCode() {
    return !findings.isEmpty() ? 1 : pending.isEmpty() ? 0 : 3;
  }

  /** All findings in the order they were made. */
  List<Finding> all() {
    return findings;
  }

  /** Their lines of the report; {@code next} is where the log ends. */
  List<String> lines(long next) {
    List<String> lines =
        new ArrayList<>(findings.stream().limit(MAX_LINES).map(Finding::toString).toList());
    if (findings.size() > MAX_LINES) {
      lines.add(
          new Finding(originText(), next, findings.size() - MAX_LINES + " more findings")
              .toString());
    }
    return lines;
  }

  Optional<Origin> origin() {
    return origin;
  }

  /** The log's origin; {@code ?} when nothing tells it. */
  String originText() {
    return origin.map(Origin::toString).orElse("?");
  }
}
