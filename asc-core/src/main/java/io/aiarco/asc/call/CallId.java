package io.aiarco.asc.call;

/**
 * Names one call, in its audit records, spans, errors and reply: a ULID, 26 characters of
 * Crockford's base 32 in capitals, whose first ten tell the millisecond. Immutable.
 */
public record CallId(String value) {
  public CallId {
    if (!Ulid.isValid(value)) {
      throw new IllegalArgumentException(
          "call id: " + value.length() + " characters (expected: a ULID)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
