package io.aiarco.asc.audit.format;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in the order it was read: keys and values side by side, found over a small table of
 * their places. A verifier makes millions of them and asks each for a few dozen keys, where a
 * {@link java.util.LinkedHashMap} costs more than reading the JSON. Immutable.
 */
final class JsonObject extends AbstractMap<String, Object> {
  private final Object[] keysAndValues;
  private final short[] places;

  /**
   * Takes {@code keysAndValues} over: a key, its value, the next key.
   *
   * @throws FormatException when a key stands twice
   */
  JsonObject(Object[] keysAndValues) throws FormatException {
    this.keysAndValues = keysAndValues;
    int size = keysAndValues.length / 2;
    require(size < Short.MAX_VALUE, "JSON: an object of more keys than a record has room for");
    this.places = new short[Integer.highestOneBit(size + size / 2 | 1) << 1];
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object key = keysAndValues[i];
      int place = place(key);
      if (places[place] != 0) {
        throw new FormatException("JSON: duplicate key " + shown(key));
      }
      places[place] = (short) (i / 2 + 1);
    }
  }

  /** Where the key is, or would be: linear probing over a table at most two thirds full. */
  private int place(Object key) {
    int mask = places.length - 1;
    int place = key.hashCode() & mask;
    while (places[place] != 0 && !key.equals(keysAndValues[2 * (places[place] - 1)])) {
      place = place + 1 & mask;
    }
    return place;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    int at = key == null ? 0 : places[place(key)];
    return at == 0 ? null : keysAndValues[2 * at - 1];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return keysAndValues.length / 2;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return IntStream.range(0, size())
            .mapToObj(i -> Map.entry((String) keysAndValues[2 * i], keysAndValues[2 * i + 1]))
            .iterator();
      }

      @Override
      public int size() {
        return keysAndValues.length / 2;
      }
    };
  }
}
