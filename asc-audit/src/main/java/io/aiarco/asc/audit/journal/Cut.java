package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.json.CanonicalJson;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * How much of what others supplied goes into a record: strings are cut at {@code codePoints}, lists
 * and maps at {@code entries}, with {@code <key>_more} and {@code <key>_h} for the rest. Immutable.
 */
record Cut(int entries, int codePoints) {
  /** As the format says; then ever less, for records that would not fit into 16,384 bytes. */
  static final List<Cut> LEVELS =
      List.of(new Cut(16, 128), new Cut(8, 64), new Cut(2, 16), new Cut(0, 16));

  private static final char REPLACEMENT = '\uFFFD';

  /** {@code value} cut, lone surrogates made U+FFFD. */
  String text(String value) {
    String head =
        value.length() <= codePoints || value.codePointCount(0, value.length()) <= codePoints
            ? value
            : value.substring(0, value.offsetByCodePoints(0, codePoints));
    return clean(head);
  }

  private static String clean(String value) {
    StringBuilder cleaned = null;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
        continue;
      }
      cleaned = cleaned == null ? new StringBuilder(value) : cleaned;
      cleaned.setCharAt(i, REPLACEMENT);
    }
    return cleaned == null ? value : cleaned.toString();
  }

  /** Writes a list, unless it is empty. */
  <T> void list(
      Draft.Writer draft, String name, Collection<T> items, BiConsumer<CanonicalJson, T> item) {
    if (items.isEmpty()) {
      return;
    }
    writeList(draft.name(name), items, items.size() > entries ? entries : items.size(), item);
    if (items.size() > entries) {
      CanonicalJson whole = new CanonicalJson();
      writeList(whole, items, items.size(), item);
      rest(draft, name, items.size(), whole);
    }
  }

  private static <T> void writeList(
      CanonicalJson json, Collection<T> items, int count, BiConsumer<CanonicalJson, T> item) {
    json.beginArray();
    Iterator<T> next = items.iterator();
    for (int i = 0; i < count; i++) {
      item.accept(json, next.next());
    }
    json.endArray();
  }

  /** Writes a map of text, in key order, unless it is empty. */
  void map(Draft.Writer draft, String name, Map<?, String> entriesByKey) {
    if (entriesByKey.isEmpty()) {
      return;
    }
    SortedMap<String, String> sorted = new TreeMap<>();
    entriesByKey.forEach((key, value) -> sorted.put(ascii(key.toString()), value));
    writeMap(draft.name(name), sorted, entries);
    if (sorted.size() > entries) {
      CanonicalJson whole = new CanonicalJson();
      writeMap(whole, sorted, sorted.size());
      rest(draft, name, sorted.size(), whole);
    }
  }

  private void writeMap(CanonicalJson json, SortedMap<String, String> sorted, int count) {
    json.beginObject();
    Iterator<Map.Entry<String, String>> next = sorted.entrySet().iterator();
    for (int i = 0; i < count && next.hasNext(); i++) {
      Map.Entry<String, String> entry = next.next();
      json.name(entry.getKey()).value(text(entry.getValue()));
    }
    json.endObject();
  }

  private void rest(Draft.Writer draft, String name, int size, CanonicalJson whole) {
    draft.name(name + "_h").value(LeafHash.hex(whole.toByteArray()));
    draft.name(name + "_more").value(size - entries);
  }

  /** Keys are ASCII in every record. */
  private static String ascii(String key) {
    if (key.chars().allMatch(c -> c < 0x80)) {
      return key;
    }
    StringBuilder ascii = new StringBuilder();
    key.codePoints().forEach(c -> ascii.append(c < 0x80 ? (char) c : '?'));
    return ascii.toString();
  }
}
