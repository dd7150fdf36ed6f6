package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.error.AscException;
import java.util.Objects;
import java.util.Optional;

/** What the tour claims, and whether it held. Single-thread. */
final class Checks {
  private final Screen screen;
  private int held;
  private int failed;

  Checks(Screen screen) {
    this.screen = screen;
  }

  /** {@code what} must be {@code expected}. */
  void equal(String what, Object expected, Object seen) {
    that(what, Objects.equals(expected, seen), String.valueOf(expected), String.valueOf(seen));
  }

  /** {@code holds} must be true; the texts are only shown when it is not. */
  void that(String what, boolean holds, String expected, String seen) {
    if (holds) {
      held++;
      screen.held(what);
    } else {
      failed++;
      screen.failed(what, expected, seen);
    }
  }

  /** {@code call} must be refused with this type; what it threw, if it did. */
  <E extends AscException> Optional<E> refused(String what, Class<E> type, Runnable call) {
    try {
      call.run();
    } catch (AscException e) {
      that(what, type.isInstance(e), type.getSimpleName(), e.toString());
      return type.isInstance(e) ? Optional.of(type.cast(e)) : Optional.empty();
    }
    that(what, false, type.getSimpleName(), "a reply");
    return Optional.empty();
  }

  int all() {
    return held + failed;
  }

  int failed() {
    return failed;
  }
}
