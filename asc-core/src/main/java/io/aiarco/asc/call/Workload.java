package io.aiarco.asc.call;

/** Which program makes the call, such as {@code claims-intake}. Immutable. */
public record Workload(String value) {
  public Workload {
    Names.require("workload", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
