package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks who a record is about: pseudonyms and tags, docs/audit-format.md §2 and §3. */
final class People {
  private static final Pattern TAG_KEY = Pattern.compile("[a-z0-9_.-]{1,64}");
  private static final String PSEUDONYM = "hmac:";

  private People() {}

  static void check(Map<String, Object> record) throws FormatException {
    for (String name : List.of("principal", "subject")) {
      Object value = record.get(name);
      require(
          value == null || value instanceof String text && isPseudonym(text),
          () -> name + ": " + shown(value) + " (expected: hmac:<key id>:<hex>)");
    }
    Object tags = record.get("tags");
    require(
        tags == null
            || tags instanceof Map<?, ?> map
                && map.keySet().stream()
                    .allMatch(k -> TAG_KEY.matcher(String.valueOf(k)).matches()),
        () -> "tags: " + shown(tags));
  }

  private static boolean isPseudonym(String text) {
    int hex = text.indexOf(':', PSEUDONYM.length()) + 1;
    if (!text.startsWith(PSEUDONYM) || hex < PSEUDONYM.length() + 2 || hex == text.length()) {
      return false;
    }
    for (int i = PSEUDONYM.length(); i < hex - 1; i++) {
      char c = text.charAt(i);
      if (c == ' ' || c >= '\t' && c <= '\r') {
        return false;
      }
    }
    return Fields.isHex(text, hex);
  }
}
