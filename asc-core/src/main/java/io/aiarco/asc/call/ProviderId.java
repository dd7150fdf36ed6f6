package io.aiarco.asc.call;

/** A configured provider, by the operator's name for it, such as {@code openai-eu}. Immutable. */
public record ProviderId(String value) {
  public ProviderId {
    Names.require("provider", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
