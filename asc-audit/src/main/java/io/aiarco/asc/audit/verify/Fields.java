package io.aiarco.asc.audit.verify;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads single keys of a record: strings, hashes and counts as docs/audit-format.md §2 has them.
 */
final class Fields {
  private static final int HASH_DIGITS = 64;

  private Fields() {}

  /** The string under {@code name}; empty when there is none. */
  static String text(Map<String, Object> record, String name) {
    return record.get(name) instanceof String text ? text : "";
  }

  /** Whether it is a SHA-256 in lowercase hex. */
  static boolean isHex64(@Nullable Object value) {
    return isHex(value, HASH_DIGITS);
  }

  /** Whether it is that many lowercase hex digits. */
  static boolean isHex(@Nullable Object value, int digits) {
    return value instanceof String text && text.length() == digits && isHex(text, 0);
  }

  /** Whether only lowercase hex digits stand from {@code from} on. */
  static boolean isHex(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is an integer of at least zero. */
  static boolean isCount(@Nullable Object value) {
    return value instanceof Long count && count >= 0;
  }
}
