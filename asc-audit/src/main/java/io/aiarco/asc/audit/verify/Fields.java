package io.aiarco.asc.audit.verify;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads single keys of a record: strings, hashes and counts as docs/audit-format.md §2 has them.
 */
final class Fields {
  private static final Pattern HEX64 = Pattern.compile("[0-9a-f]{64}");

  private Fields() {}

  /** The string under {@code name}; empty when there is none. */
  static String text(Map<String, Object> record, String name) {
    return record.get(name) instanceof String text ? text : "";
  }

  /** Whether it is a SHA-256 in lowercase hex. */
  static boolean isHex64(@Nullable Object value) {
    return value instanceof String text && HEX64.matcher(text).matches();
  }

  /** Whether it is an integer of at least zero. */
  static boolean isCount(@Nullable Object value) {
    return value instanceof Long count && count >= 0;
  }
}
