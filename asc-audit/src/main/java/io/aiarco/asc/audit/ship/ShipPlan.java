package io.aiarco.asc.audit.ship;

import java.util.regex.Pattern;

/**
 * A sink by name. Immutable.
 *
 * @param name the operator's word for it
 */
public record ShipPlan(String name, RecordSink sink) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");

  public ShipPlan {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("sink: " + name + " (expected: " + NAME + ")");
    }
  }
}
