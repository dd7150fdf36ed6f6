package io.aiarco.asc.call;

/**
 * Where a provider endpoint processes data, in the operator's own words, such as {@code eu-west}.
 * Immutable.
 */
public record Region(String value) {
  public Region {
    Names.require("region", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
