package io.aiarco.asc.gateway.yaml;

import io.aiarco.asc.gateway.config.ConfigurationException;
import io.aiarco.asc.gateway.config.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong while a file is compiled. Single-thread. */
public final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();

  /** {@code file}: its name, as people know it. */
  public Problems(String file) {
    this.file = file;
  }

  /** Adds one. */
  public void add(Place place, String value, String expected) {
    add(place, value, expected, List.of());
  }

  /** Adds one that may be a mistyped one of {@code names}. */
  public void add(Place place, String typed, String expected, Collection<String> names) {
    addWithHint(place, typed, expected, NearestName.of(typed, names));
  }

  void addWithHint(Place place, String value, String expected, @Nullable String hint) {
    found.add(new Problem(file, place.line(), place.column(), place.path(), value, expected, hint));
  }

  /** Whether nothing is wrong, so far. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Ends the compilation when something is wrong.
   *
   * @throws ConfigurationException listing everything
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigurationException(found);
    }
  }
}
