package io.aiarco.asc.testkit.conformance;

import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads one case file: a head of {@code key: value} lines, then sections, each begun by a line of
 * {@code ===}. A section {@code === <wires> <modes>} holds bytes as {@link WireText}, a section
 * {@code === expect} what must come of them, limited to a wire or mode where it names one, or of a
 * request to the wires that write it. Whatever is not understood is refused, with file and line.
 * Single-thread, for one file.
 */
final class CaseReader {
  private static final String SECTION = "=== ";
  private static final Pattern ID = Pattern.compile("[0-9]{2,4}-[a-z0-9-]+");
  private static final Pattern WIRE = Pattern.compile("[a-z0-9-]+");
  private static final Set<String> MODES = Set.of("stream", "whole", "request");

  private final String id;
  private final String[] lines;
  private final ConformanceCase.Parts parts;
  private final List<WireBody> bodies = new ArrayList<>();
  private final List<Expectation> expectations = new ArrayList<>();

  /** The line being read, from 0. */
  private int at;

  CaseReader(String id, String text) {
    this.id = id;
    this.lines =
        (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1);
    this.parts = new ConformanceCase.Parts(id);
  }

  ConformanceCase read() {
    if (!ID.matcher(id).matches()) {
      throw wrong("id", id, "a number and words, such as 07-comments");
    }
    if (Arrays.stream(lines).anyMatch(line -> line.indexOf('\r') >= 0)) {
      throw wrong("line end", "CR", "LF; write ‹0D› for a CR of the wire");
    }
    for (; at < lines.length && !lines[at].startsWith(SECTION); at++) {
      if (!lines[at].isEmpty() && !lines[at].startsWith("#")) {
        head(key(), value());
      }
    }
    while (at < lines.length) {
      section(lines[at].substring(SECTION.length()).strip());
    }
    at = lines.length - 1;
    checkWhole();
    return new ConformanceCase(parts, bodies, expectations);
  }

  private void head(String key, String value) {
    switch (key) {
      case "title" -> parts.title = value;
      case "origin" -> parts.origin = value;
      case "date" -> parts.date = value("date", "a date such as 2026-11-25", LocalDate::parse);
      case "not-run" -> parts.notRun = value;
      case "status" -> parts.status = status(value);
      case "header" -> header(value);
      case "end" -> parts.reset = oneOf("end", value, "eof", "reset").equals("reset");
      case "chunks" -> parts.rule = rule(oneOf("chunks", value, "any", "cuts", "large"));
      default ->
          throw wrong(
              "key",
              key,
              "title, origin, date, not-run, status, header, end, chunks, or a section");
    }
  }

  private static Chunking.Rule rule(String word) {
    return Chunking.Rule.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private int status(String value) {
    if (!value.matches("[1-9][0-9]{2}")) {
      throw wrong("status", value, "100 to 999");
    }
    return Integer.parseInt(value);
  }

  private void header(String value) {
    int colon = value.indexOf(':');
    if (colon < 1) {
      throw wrong("header", value, "name: value");
    }
    String name = value.substring(0, colon).toLowerCase(Locale.ROOT);
    parts.headers.put(name, value.substring(colon + 1).strip());
  }

  private void section(String heading) {
    List<String> words = List.of(heading.split(" +"));
    if (words.get(0).equals("expect")) {
      Set<String> only = new TreeSet<>(words.subList(1, words.size()));
      int headingLine = at++;
      OutcomeReader reader = new OutcomeReader(this);
      for (; at < lines.length && !lines[at].startsWith(SECTION); at++) {
        if (!lines[at].isEmpty()) {
          reader.line(key(), value());
        }
      }
      Expectation expectation = new Expectation(only, reader.outcome());
      if (bodies.stream().noneMatch(body -> body.isRequest() || expectation.fits(body))) {
        at = headingLine;
        throw wrong("section", heading, "a wire or mode that has bytes above");
      }
      expectations.add(expectation);
    } else {
      body(heading, words);
    }
  }

  private void body(String heading, List<String> words) {
    List<String> wires = words.stream().filter(word -> !MODES.contains(word)).toList();
    List<String> modes = words.subList(wires.size(), words.size());
    boolean known = MODES.containsAll(modes) && wires.stream().allMatch(WIRE.asMatchPredicate());
    if (wires.isEmpty() || modes.isEmpty() || !known) {
      throw wrong("section", heading, "expect, or a wire or more and stream, whole or request");
    }
    for (String wire : wires) {
      for (String mode : modes) {
        int here = Collections.frequency(wires, wire) * Collections.frequency(modes, mode);
        if (here > 1 || bodies.stream().anyMatch(b -> b.isOf(wire, mode))) {
          throw wrong("section", heading, "each wire and mode once");
        }
      }
    }
    byte[] bytes = bytes();
    for (String wire : wires) {
      modes.forEach(mode -> bodies.add(new WireBody(wire, mode, bytes)));
    }
  }

  /** The lines up to the next section. */
  private byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (at++; at < lines.length && !lines[at].startsWith(SECTION); at++) {
      try {
        WireText.line(lines[at], bytes);
      } catch (IllegalArgumentException e) {
        throw wrong("escape", lines[at], String.valueOf(e.getMessage()));
      }
    }
    return bytes.toByteArray();
  }

  private void checkWhole() {
    if (parts.title.isEmpty() || parts.origin.isEmpty() || parts.date.equals(LocalDate.EPOCH)) {
      throw wrong("head", "incomplete", "title, origin and date");
    }
    if ((parts.notRun == null) == bodies.isEmpty()) {
      throw wrong("bytes", bodies.size() + " sections", "some, or not-run and none");
    }
    for (WireBody body : bodies) {
      if (expectations.stream().noneMatch(one -> body.isRequest() || one.fits(body))) {
        throw wrong("expect", "none for " + body.wire() + " " + body.mode(), "one that fits");
      }
    }
  }

  private String key() {
    int colon = lines[at].indexOf(':');
    if (colon < 1) {
      throw wrong("line", lines[at], "key: value");
    }
    return lines[at].substring(0, colon);
  }

  /** What follows the colon and one space. */
  private String value() {
    String rest = lines[at].substring(lines[at].indexOf(':') + 1);
    return rest.startsWith(" ") ? rest.substring(1) : rest;
  }

  private String oneOf(String what, String value, String... words) {
    if (!List.of(words).contains(value)) {
      throw wrong(what, value, String.join(", ", words));
    }
    return value;
  }

  /** The value of this line, made of its text by {@code read}. */
  <T> T value(String what, String expectation, Function<String, T> read) {
    try {
      return read.apply(value());
    } catch (DateTimeException | IllegalArgumentException e) {
      throw wrong(what, value(), expectation);
    }
  }

  /** What is wrong with the line being read. */
  CaseSyntaxException wrong(String what, String value, String expectation) {
    return new CaseSyntaxException(id + ".case", at + 1, what, value, expectation);
  }
}
