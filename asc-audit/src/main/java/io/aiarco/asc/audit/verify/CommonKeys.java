package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Instants;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.call.Ulid;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the keys that every record has, docs/audit-format.md §2. Single-thread. */
final class CommonKeys {
  private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final Origin origin;
  private long durable = -1;
  private String lastId = "";

  CommonKeys(Origin origin) {
    this.origin = origin;
  }

  /** Checks them in a record that hashes and chains, against those of the record before. */
  void check(long seq, Map<String, Object> record) throws FormatException {
    require(
        Long.valueOf(1).equals(record.get("v")), "v: " + shown(record.get("v")) + " (expected: 1)");
    require(
        origin.toString().equals(record.get("log")),
        "log: " + shown(record.get("log")) + " (expected: " + origin + ")");
    require(
        record.get("dur") instanceof Long dur && dur >= durable && dur < seq,
        "dur: " + shown(record.get("dur")) + " (expected: " + durable + ".." + (seq - 1) + ")");
    durable = record.get("dur") instanceof Long dur ? dur : durable;
    requireId(record.get("id"));
    require(
        record.get("n") instanceof String n && NONCE.matcher(n).matches(),
        "n: " + shown(record.get("n")) + " (expected: 32 hex digits)");
    Instants.requireStamp(record.get("ts"));
    require(!Fields.text(record, "type").isEmpty(), "type: (expected: a string)");
  }

  private void requireId(@Nullable Object value) throws FormatException {
    require(
        value instanceof String text && Ulid.isValid(text),
        "id: " + shown(value) + " (expected: a ULID)");
    String id = String.valueOf(value);
    String last = lastId;
    require(id.compareTo(last) > 0, "id: " + shown(id) + " (expected: above " + shown(last) + ")");
    lastId = id;
    require(
        last.isEmpty()
            || !id.startsWith(last.substring(0, 10))
            || number(id).equals(number(last).add(BigInteger.ONE)),
        "id: " + shown(id) + " (expected: " + shown(last) + " + 1 within the millisecond)");
  }

  private static BigInteger number(String id) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 10; i < id.length(); i++) {
      number = number.shiftLeft(5).or(BigInteger.valueOf(CROCKFORD.indexOf(id.charAt(i))));
    }
    return number;
  }
}
