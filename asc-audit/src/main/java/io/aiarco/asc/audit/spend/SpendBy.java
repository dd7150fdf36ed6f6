package io.aiarco.asc.audit.spend;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a report is broken down by. Immutable.
 *
 * @param tag the key of a tag; empty for the other kinds
 */
public record SpendBy(Kind kind, String tag) {
  private static final String TAG = "tag:";

  /** The kinds. */
  public enum Kind {
    /** Whose call it was. */
    TENANT,
    /** The team of its caller; empty without one. */
    TEAM,
    /** The provider of each attempt, as the configuration names it. */
    PROVIDER,
    /** The provider's model of each attempt. */
    MODEL,
    /** The region of each attempt's endpoint. */
    REGION,
    /** The value of one tag; empty for calls without it. */
    TAG,
    /** The day the call began on, in the report's zone. */
    DAY
  }

  /** Reads {@code tenant}, {@code team}, {@code model}, {@code tag:feature} and so on. */
  public static SpendBy parse(String text) {
    if (text.startsWith(TAG) && text.length() > TAG.length()) {
      return new SpendBy(Kind.TAG, text.substring(TAG.length()));
    }
    return Arrays.stream(Kind.values())
        .filter(kind -> kind != Kind.TAG && kind.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .map(kind -> new SpendBy(kind, ""))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "by: "
                        + text
                        + " (expected: tenant, team, provider, model, region, day or tag:KEY)"));
  }

  /** Several, joined by commas. */
  public static List<SpendBy> parseAll(String text) {
    return Arrays.stream(text.split(",", -1)).map(SpendBy::parse).toList();
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return kind == Kind.TAG ? TAG + tag : kind.name().toLowerCase(Locale.ROOT);
  }
}
