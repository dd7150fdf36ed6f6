package io.aiarco.asc.budget;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What is asked of a tag that calls must bear.
 *
 * @param values which ones it may have; any when empty
 * @param otherwiseUnattributed whether a call with another or none is booked under {@link
 *     #UNATTRIBUTED}; else it is refused. Immutable.
 */
public record TagRule(Set<String> values, boolean otherwiseUnattributed) {
  /** The value that a call without a right one is booked under. */
  public static final String UNATTRIBUTED = "unattributed";

  public TagRule {
    values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
  }

  /** Whether {@code value} is one it may have. */
  public boolean allows(String value) {
    return values.isEmpty() || values.contains(value);
  }
}
