package io.aiarco.asc.audit.ship;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the copy of one log is. Immutable.
 *
 * @param signed how many records may be shipped: those under the newest signed checkpoint
 * @param shipped how many the sink is known to have
 * @param since when the first of those that are missing was signed; null when none is
 */
record Progress(long signed, long shipped, @Nullable Instant since) {
  static final Progress NONE = new Progress(0, 0, null);

  Progress signed(long size, Instant now) {
    long most = Math.max(signed, size);
    Instant behind = since == null ? now : since;
    return new Progress(most, shipped, most > shipped ? behind : null);
  }

  Progress shipped(long next) {
    return new Progress(signed, next, signed > next ? since : null);
  }

  long missing() {
    return Math.max(0, signed - shipped);
  }
}
