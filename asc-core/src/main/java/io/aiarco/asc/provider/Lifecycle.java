package io.aiarco.asc.provider;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a model may be used at an endpoint. Immutable.
 *
 * @param approvedBy who approved it, for people; null when nobody is named
 * @param approvedUntil the first instant without approval; null for none
 * @param retires the first instant the provider no longer serves it; null when none is known
 */
public record Lifecycle(
    @Nullable String approvedBy, @Nullable Instant approvedUntil, @Nullable Instant retires) {
  /** For ever, as far as is known. */
  public static final Lifecycle OPEN = new Lifecycle(null, null, null);

  /** The first instant it may not be used any more; absent for none. */
  public Optional<Instant> end() {
    if (approvedUntil == null || retires == null) {
      return Optional.ofNullable(retires == null ? approvedUntil : retires);
    }
    return Optional.of(approvedUntil.isBefore(retires) ? approvedUntil : retires);
  }

  /** Whether it has ended. */
  public boolean isOver(Instant at) {
    return end().filter(end -> !at.isBefore(end)).isPresent();
  }

  /** What ends first and when: {@code retires 2026-12-01T00:00:00Z}; empty for an open one. */
  @Override
  public String toString() {
    return end()
        .map(
            end ->
                end.equals(retires)
                    ? "retires " + end
                    : "approved "
                        + (approvedBy == null ? "" : "by " + approvedBy + " ")
                        + "until "
                        + end)
        .orElse("");
  }
}
