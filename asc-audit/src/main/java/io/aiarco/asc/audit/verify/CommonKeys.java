package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Instants;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.call.Ulid;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the keys that every record has, docs/audit-format.md §2. Single-thread. */
final class CommonKeys {
  private static final int NONCE_DIGITS = 32;
  private static final int TIME_DIGITS = 10;
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final String origin;
  private long durable = -1;
  private String lastId = "";

  CommonKeys(Origin origin) {
    this.origin = origin.toString();
  }

  /** Checks them in a record that hashes and chains, against those of the record before. */
  void check(long seq, Map<String, Object> record) throws FormatException {
    require(
        record.get("v") instanceof Long version && version == 1,
        () -> "v: " + shown(record.get("v")) + " (expected: 1)");
    require(
        origin.equals(record.get("log")),
        () -> "log: " + shown(record.get("log")) + " (expected: " + origin + ")");
    require(
        record.get("dur") instanceof Long dur && dur >= durable && dur < seq,
        () ->
            "dur: " + shown(record.get("dur")) + " (expected: " + durable + ".." + (seq - 1) + ")");
    durable = record.get("dur") instanceof Long dur ? dur : durable;
    requireId(record.get("id"));
    require(
        Fields.isHex(record.get("n"), NONCE_DIGITS),
        () -> "n: " + shown(record.get("n")) + " (expected: 32 hex digits)");
    Instants.requireStamp(record.get("ts"));
    require(!Fields.text(record, "type").isEmpty(), "type: (expected: a string)");
  }

  private void requireId(@Nullable Object value) throws FormatException {
    require(
        value instanceof String text && Ulid.isValid(text),
        () -> "id: " + shown(value) + " (expected: a ULID)");
    String id = String.valueOf(value);
    String last = lastId;
    require(
        id.compareTo(last) > 0,
        () -> "id: " + shown(id) + " (expected: above " + shown(last) + ")");
    lastId = id;
    require(
        last.isEmpty() || !id.regionMatches(0, last, 0, TIME_DIGITS) || isNext(last, id),
        () -> "id: " + shown(id) + " (expected: " + shown(last) + " + 1 within the millisecond)");
  }

  /** Whether {@code id} is {@code last} plus 1, digit by digit from the right. */
  private static boolean isNext(String last, String id) {
    for (int i = id.length() - 1; i >= 0; i--) {
      int digit = CROCKFORD.indexOf(last.charAt(i)) + 1;
      if (digit < CROCKFORD.length()) {
        return id.charAt(i) == CROCKFORD.charAt(digit) && id.regionMatches(0, last, 0, i);
      }
      if (id.charAt(i) != '0') {
        return false;
      }
    }
    return false;
  }
}
