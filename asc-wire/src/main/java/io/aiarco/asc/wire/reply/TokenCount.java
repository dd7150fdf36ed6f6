package io.aiarco.asc.wire.reply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

/**
 * One figure of a usage object. A figure that cannot be a count of tokens (negative, a fraction, a
 * string, above {@link #MOST}) makes the whole usage of the reply untrustworthy, which is not the
 * same as a figure that is not there.
 */
public final class TokenCount {
  /** More than any model reads or writes; beyond it sums might overflow. */
  public static final long MOST = 1_000_000_000_000L;

  /** Stands for a figure that cannot be one. */
  public static final long BROKEN = -1;

  private TokenCount() {}

  /** The figure; empty when missing or null; {@link #BROKEN} when it cannot be a count. */
  public static OptionalLong of(JsonNode usage, String field) {
    JsonNode value = usage.get(field);
    if (value == null || value.isNull()) {
      return OptionalLong.empty();
    }
    boolean count =
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= 0
            && value.longValue() <= MOST;
    return OptionalLong.of(count ? value.longValue() : BROKEN);
  }

  /** The figure, 0 when missing or null: for parts of a total, where absent means none. */
  public static long part(JsonNode usage, String field) {
    return of(usage, field).orElse(0);
  }
}
