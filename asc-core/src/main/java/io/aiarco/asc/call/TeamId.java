package io.aiarco.asc.call;

/** A group inside a tenant: 1 to 64 of {@code a-z A-Z 0-9 . _ -}. Immutable. */
public record TeamId(String value) {
  public TeamId {
    Names.require("team", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
