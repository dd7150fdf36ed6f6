package io.aiarco.asc.policy;

import io.aiarco.asc.call.Region;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;
import java.util.Set;
import java.util.TreeSet;

/** The model is only served in regions the tenant may not use; nothing was sent. Thread-safe. */
public final class ResidencyException extends AscException {
  private static final long serialVersionUID = 1L;

  private final transient Set<Region> allowed;

  /** {@code model} was asked for, {@code served} is where it is to be had. */
  public ResidencyException(String model, Set<Region> served, Set<Region> allowed) {
    super(
        ErrorCode.RESIDENCY,
        "residency: model "
            + model
            + " is served in "
            + names(served)
            + " (expected: "
            + names(allowed)
            + ")",
        RetryAdvice.NEVER,
        null);
    this.allowed = Set.copyOf(allowed);
  }

  /** The regions the call may use. */
  public Set<Region> allowed() {
    return allowed;
  }

  private static String names(Set<Region> regions) {
    TreeSet<String> names = new TreeSet<>();
    regions.forEach(region -> names.add(region.value()));
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
