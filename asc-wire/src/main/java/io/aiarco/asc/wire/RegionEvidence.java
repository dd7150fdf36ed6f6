package io.aiarco.asc.wire;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider says it worked, in the headers of its answer. Azure names the region of the
 * deployment, and tells apart what that had no room for and another deployment took, which may work
 * anywhere: such an answer is {@code <region>+spillover}, and fits no region unless the
 * configuration says so.
 */
public final class RegionEvidence {
  private static final String SPILLED_OVER = "+spillover";

  private RegionEvidence() {}

  /** What the headers say; null when they say nothing. */
  public static @Nullable String of(Function<String, Optional<String>> header) {
    String region = header.apply("x-ms-region").filter(text -> !text.isBlank()).orElse(null);
    boolean spilledOver = header.apply("x-ms-is-spilled-over").filter("true"::equals).isPresent();
    return spilledOver ? (region == null ? "" : region) + SPILLED_OVER : region;
  }
}
