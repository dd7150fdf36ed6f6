package io.aiarco.asc.audit.format;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

/**
 * The keys of a JSON object in the order they were read, found over a small table of their places.
 * Objects that look alike share theirs. Immutable.
 */
final class JsonKeys {
  private final String[] keys;
  private final short[] places;

  /**
   * Takes {@code keys} over.
   *
   * @throws FormatException when a key stands twice
   */
  JsonKeys(String[] keys) throws FormatException {
    this.keys = keys;
    int size = keys.length;
    require(size < Short.MAX_VALUE, "JSON: an object of more keys than a record has room for");
    this.places = new short[Integer.highestOneBit(size + size / 2 | 1) << 1];
    for (int i = 0; i < size; i++) {
      int place = place(keys[i]);
      if (places[place] != 0) {
        throw new FormatException("JSON: duplicate key " + shown(keys[i]));
      }
      places[place] = (short) (i + 1);
    }
  }

  /** Where the key is, or would be: linear probing over a table at most two thirds full. */
  private int place(Object key) {
    int mask = places.length - 1;
    int place = key.hashCode() & mask;
    while (places[place] != 0 && !key.equals(keys[places[place] - 1])) {
      place = place + 1 & mask;
    }
    return place;
  }

  /** How many. */
  int size() {
    return keys.length;
  }

  /** The key that was read as number {@code i}. */
  String at(int i) {
    return keys[i];
  }

  /** As what number the key was read; -1 when it was not. */
  int indexOf(Object key) {
    return places[place(key)] - 1;
  }
}
