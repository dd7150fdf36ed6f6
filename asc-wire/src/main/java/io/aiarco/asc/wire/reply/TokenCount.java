package io.aiarco.asc.wire.reply;

import io.aiarco.asc.wire.json.JsonCursor;
import java.io.IOException;

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

  /** Stands for a figure that is missing or null. */
  public static final long ABSENT = -2;

  private TokenCount() {}

  /** The figure {@code value} stands on; {@link #ABSENT} for null. */
  public static long of(JsonCursor value) throws IOException {
    if (value.isNull()) {
      return ABSENT;
    }
    long count = value.whole(BROKEN);
    return count >= 0 && count <= MOST ? count : BROKEN;
  }

  /** The figure, 0 when absent: for parts of a total, where absent means none. */
  public static long part(long count) {
    return count == ABSENT ? 0 : count;
  }
}
