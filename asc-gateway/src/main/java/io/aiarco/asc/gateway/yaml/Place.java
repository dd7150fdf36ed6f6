package io.aiarco.asc.gateway.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Where something stands. Immutable.
 *
 * @param line from 1; 0 for the file as a whole
 * @param column from 1; 0 for the file as a whole
 * @param path keys joined by dots, list items as {@code [0]}
 */
public record Place(int line, int column, String path) {
  /** The file as a whole. */
  public static final Place FILE = new Place(0, 0, "");

  static Place of(Optional<Mark> mark, String path) {
    return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1, path))
        .orElse(new Place(0, 0, path));
  }

  /** The path of a key inside this place. */
  String child(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The path of a list item inside this place. */
  String item(int index) {
    return path + "[" + index + "]";
  }
}
