package io.aiarco.asc.call;

/** How much depends on a call, in the operator's words, such as {@code emergency}. Immutable. */
public record Criticality(String value) {
  public Criticality {
    Names.require("criticality", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
