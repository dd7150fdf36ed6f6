package io.aiarco.asc.audit.format;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one log: {@code <domain>/asc/<region>/<writer>/<epoch>}. Without the epoch it names
 * the key.
 *
 * @param domain who runs it, such as {@code example.com}
 * @param region where it runs
 * @param writer the instance
 * @param epoch 1, 2, … Immutable.
 */
public record Origin(String domain, String region, String writer, long epoch) {
  /** What a writer may be called, and the name of its folder. */
  public static final Pattern WRITER = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

  private static final Pattern PART = Pattern.compile("[!-*,-.0-~]+");
  private static final Pattern TEXT =
      Pattern.compile(
          "([!-*,-.0-~]+)/asc/([!-*,-.0-~]+)/([a-z0-9][a-z0-9.-]{0,62})/([1-9][0-9]{0,15})");

  public Origin {
    require("domain", domain, PART);
    require("region", region, PART);
    require("writer", writer, WRITER);
    if (epoch < 1) {
      throw new IllegalArgumentException("epoch: " + epoch + " (expected: >= 1)");
    }
  }

  /** Reads {@link #toString()}; empty when {@code text} is no origin. */
  public static Optional<Origin> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Origin(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3),
                Long.parseLong(matcher.group(4))))
        : Optional.empty();
  }

  /** The name of the key that signs this log's checkpoints. */
  public String keyName() {
    return domain + "/asc/" + region + "/" + writer;
  }

  /** The same writer's log of another epoch. */
  public Origin withEpoch(long other) {
    return new Origin(domain, region, writer, other);
  }

  @Override
  public String toString() {
    return keyName() + "/" + epoch;
  }

  private static void require(String what, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(what + ": " + value + " (expected: " + pattern + ")");
    }
  }
}
