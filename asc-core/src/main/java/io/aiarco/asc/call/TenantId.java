package io.aiarco.asc.call;

/** Who pays and whose rules apply: 1 to 64 of {@code a-z A-Z 0-9 . _ -}. Immutable. */
public record TenantId(String value) {
  public TenantId {
    Names.require("tenant", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
