package io.aiarco.asc.audit.ship;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a copy of a log ends: what {@code seq} and {@code prev} of its next record must be. Two
 * copies of one log with the same head hold the same records. Immutable.
 *
 * @param next the seq of the record that is wanted next; so many are there
 * @param hash H of the record before it; for 0 what the format lays down for the log's name
 */
public record Head(long next, String hash) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern TEXT = Pattern.compile("(0|[1-9][0-9]{0,15}) ([0-9a-f]{64})\n?");

  public Head {
    if (next < 0 || !HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "head: " + next + " " + hash + " (expected: >= 0, 64 hex digits)");
    }
  }

  /** Of nothing. */
  public static Head start(String origin) {
    return new Head(0, HexFormat.of().formatHex(LeafHash.genesis(origin)));
  }

  /** Reads {@link #toString()}, with or without LF. */
  static Head parse(String text) throws FormatException {
    Matcher matcher = TEXT.matcher(text);
    FormatException.require(
        matcher.matches(),
        () -> "head: " + FormatException.shown(text) + " (expected: <next seq> <64 hex digits>)");
    return new Head(Long.parseLong(matcher.group(1)), matcher.group(2));
  }

  @Override
  public String toString() {
    return next + " " + hash;
  }
}
