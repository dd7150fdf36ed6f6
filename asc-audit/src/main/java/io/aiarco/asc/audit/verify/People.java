package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.Bytes;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Key;
import io.aiarco.asc.audit.format.RecordView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks who a record is about: pseudonyms and tags, docs/audit-format.md §2 and §3. */
final class People {
  private static final Pattern TAG_KEY = Pattern.compile("[a-z0-9_.-]{1,64}");
  private static final List<Key> PEOPLE = List.of(Key.PRINCIPAL, Key.SUBJECT);
  private static final byte[] PSEUDONYM = "hmac:".getBytes(StandardCharsets.US_ASCII);

  private People() {}

  static void check(RecordView record) throws FormatException {
    for (Key key : PEOPLE) {
      require(
          !record.has(key) || record.holds(key, People::isPseudonym),
          () -> key + ": " + shown(record.get(key)) + " (expected: hmac:<key id>:<hex>)");
    }
    if (record.has(Key.TAGS)) {
      Object tags = record.get(Key.TAGS);
      require(
          tags instanceof Map<?, ?> map
              && map.keySet().stream().allMatch(k -> TAG_KEY.matcher(String.valueOf(k)).matches()),
          () -> "tags: " + shown(tags));
    }
  }

  private static boolean isPseudonym(byte[] text, int from, int to) {
    int colon = from + PSEUDONYM.length;
    while (colon < to && text[colon] != ':') {
      if (text[colon] == ' ' || text[colon] >= '\t' && text[colon] <= '\r') {
        return false;
      }
      colon++;
    }
    return colon > from + PSEUDONYM.length
        && Arrays.equals(text, from, from + PSEUDONYM.length, PSEUDONYM, 0, PSEUDONYM.length)
        && colon + 1 < to
        && Bytes.isHex(text, colon + 1, to);
  }
}
