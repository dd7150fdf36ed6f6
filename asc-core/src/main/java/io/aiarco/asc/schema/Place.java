package io.aiarco.asc.schema;

import org.jspecify.annotations.Nullable;

/** Where in a JSON text a value stands. Written out only when something is wrong. Immutable. */
record Place(@Nullable Place in, String step) {
  static final Place WHOLE = new Place(null, "$");

  Place field(String name) {
    return new Place(this, "." + name);
  }

  Place item(int index) {
    return new Place(this, "[" + index + "]");
  }

  SchemaMismatch mismatch(String found, String expected) {
    return new SchemaMismatch(toString(), found, expected);
  }

  @Override
  public String toString() {
    return in == null ? step : in + step;
  }
}
