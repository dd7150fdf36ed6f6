package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An audit log read without ASC: lines of text, as anybody with grep would see them. */
final class LogLines {
  /** An outcome's amounts; members stand in alphabetic order (RFC 8785), so the shape is fixed. */
  private static final Pattern SETTLED =
      Pattern.compile("\\{\"accounts\":\\[([^]]*)],\"amount\":\"([0-9.]+)\",\"unit\":\"USD\"}");

  /** Where {@code log.open} names the key. */
  private static final Pattern VKEY = Pattern.compile("\"vkey\":\"([^\"]+)\"");

  private LogLines() {}

  /** The key that the log's first record names. */
  static String vkey(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(segments(log).get(0))) {
      Matcher vkey = VKEY.matcher(lines.findFirst().orElse(""));
      return vkey.find() ? vkey.group(1) : "";
    }
  }

  /** The log's segments, oldest first. */
  static List<Path> segments(Path log) throws IOException {
    try (Stream<Path> files = Files.walk(log)) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  /** What all outcomes together settled on a tenant's accounts. */
  static Money settled(Path log, String tenant) throws IOException {
    Money sum = Money.zero(Currency.USD);
    for (Path segment : segments(log)) {
      for (String line : Files.readAllLines(segment)) {
        int settle = line.indexOf("\"settle\":[");
        Matcher amounts = SETTLED.matcher(line);
        for (int from = settle; from >= 0 && amounts.find(from); from = amounts.end()) {
          if (amounts.group(1).startsWith("\"tenant/" + tenant + "/")) {
            sum = sum.plus(Money.of(amounts.group(2), Currency.USD));
          }
        }
      }
    }
    return sum;
  }
}
