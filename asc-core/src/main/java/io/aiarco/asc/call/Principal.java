package io.aiarco.asc.call;

/**
 * The person or service that acts, 1 to 256 characters. It may identify a person, so logs and
 * records only ever see a keyed pseudonym of it, and {@link #toString()} does not show it.
 * Immutable.
 */
public record Principal(String name) {
  public Principal {
    Names.requireText("principal", name, 256);
  }

  @Override
  public String toString() {
    return "Principal[...]";
  }
}
