package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Key;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.RecordView;
import io.aiarco.asc.audit.format.UlidBits;
import org.jspecify.annotations.Nullable;

/** Checks the keys that every record has, docs/audit-format.md §2. Single-thread. */
final class CommonKeys {
  private static final int NONCE_DIGITS = 32;

  private final String origin;
  private long durable = -1;
  private @Nullable UlidBits lastId;

  CommonKeys(Origin origin) {
    this.origin = origin.toString();
  }

  /** Checks them in a record that hashes and chains, against those of the record before. */
  void check(long seq, RecordView record) throws FormatException {
    require(
        record.get(Key.V) instanceof Long version && version == 1,
        () -> "v: " + shown(record.get(Key.V)) + " (expected: 1)");
    require(
        origin.equals(record.get(Key.LOG)),
        () -> "log: " + shown(record.get(Key.LOG)) + " (expected: " + origin + ")");
    long dur = record.integer(Key.DUR);
    if (dur < durable || dur >= seq) {
      throw new FormatException(
          "dur: " + shown(record.get(Key.DUR)) + " (expected: " + durable + ".." + (seq - 1) + ")");
    }
    durable = dur;
    requireId(record);
    require(
        record.isHex(Key.N, NONCE_DIGITS),
        () -> "n: " + shown(record.get(Key.N)) + " (expected: 32 hex digits)");
    record.requireStamp();
    require(!record.type().isEmpty(), "type: (expected: a string)");
  }

  private void requireId(RecordView record) throws FormatException {
    UlidBits id = record.ulid(Key.ID);
    UlidBits last = lastId;
    if (id == null) {
      throw new FormatException("id: " + shown(record.get(Key.ID)) + " (expected: a ULID)");
    }
    require(
        last == null || id.isAfter(last),
        () -> "id: " + shown(record.get(Key.ID)) + " (expected: above " + last + ")");
    lastId = id;
    require(
        last == null || !id.hasTimeOf(last) || id.follows(last),
        () ->
            "id: "
                + shown(record.get(Key.ID))
                + " (expected: "
                + last
                + " + 1 within the millisecond)");
  }
}
