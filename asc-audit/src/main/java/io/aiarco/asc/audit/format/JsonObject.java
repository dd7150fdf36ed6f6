package io.aiarco.asc.audit.format;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in the order it was read: where a verifier makes many of them and asks each for a
 * few keys, a {@link java.util.LinkedHashMap} costs more than reading the JSON. Immutable.
 */
final class JsonObject extends AbstractMap<String, Object> {
  private final JsonKeys keys;
  private final Object[] values;

  /** Takes {@code values} over, one for each key. */
  JsonObject(JsonKeys keys, Object[] values) {
    this.keys = keys;
    this.values = values;
  }

  JsonKeys keys() {
    return keys;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    int at = key == null ? -1 : keys.indexOf(key);
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return IntStream.range(0, size())
            .mapToObj(i -> Map.entry(keys.at(i), values[i]))
            .iterator();
      }

      @Override
      public int size() {
        return values.length;
      }
    };
  }
}
