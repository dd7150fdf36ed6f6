package io.aiarco.asc.wire.error;

import io.aiarco.asc.wire.json.JsonCursor;
import java.io.IOException;

/**
 * Whether an object that came with status 200 is an error in disguise: it has an {@code error}, or
 * calls itself one. Single-thread.
 */
public final class ErrorMark {
  private boolean set;

  /** A mark that is not set. */
  public ErrorMark() {}

  /** Looks at one field of the object. */
  public void field(String name, JsonCursor value) throws IOException {
    set |=
        switch (name) {
          case "error" -> !value.isNull();
          case "object", "type" -> "error".equals(value.text());
          default -> false;
        };
  }

  /** Whether any field said so. */
  public boolean isSet() {
    return set;
  }
}
