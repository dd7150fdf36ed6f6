package io.aiarco.asc.call;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a call is booked under: keys {@code [a-z0-9_.-]{1,64}}, values of 1 to 128 characters, at
 * most 16 of them, in key order. Immutable.
 */
public record Tags(Map<String, String> values) {
  /** No tags. */
  public static final Tags NONE = new Tags(Map.of());

  private static final int MAX_TAGS = 16;

  public Tags {
    if (values.size() > MAX_TAGS) {
      throw new IllegalArgumentException(
          "tags: " + values.size() + " (expected: at most " + MAX_TAGS + ")");
    }
    values.forEach(Tags::check);
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** These tags and one more; a key already there gets the new value. */
  public Tags with(String key, String value) {
    Map<String, String> more = new TreeMap<>(values);
    more.put(key, value);
    return new Tags(more);
  }

  /** Whether there is no place for another key. */
  public boolean isFull() {
    return values.size() >= MAX_TAGS;
  }

  private static void check(String key, String value) {
    boolean valid = !key.isEmpty() && key.length() <= 64;
    for (int i = 0; valid && i < key.length(); i++) {
      char c = key.charAt(i);
      valid = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-';
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "tag key: " + key.length() + " characters (expected: [a-z0-9_.-]{1,64})");
    }
    Names.requireText("tag " + key, value, 128);
  }
}
