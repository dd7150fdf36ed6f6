package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.checkpoint.Vkey;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign checkpoints, and from which seq on, docs/audit-format.md §6. Single-thread.
 */
final class SigningKeys {
  private final Origin origin;
  private final List<KeyFrom> keys = new ArrayList<>();
  private final List<KeyFrom> rotations = new ArrayList<>();

  /** A key in force for checkpoints above {@code seq}; {@code before}, for a rotation, the old. */
  record KeyFrom(long seq, Vkey key, @Nullable Vkey before) {}

  SigningKeys(Origin origin) {
    this.origin = origin;
  }

  /** Takes the key that {@code log.open} names. */
  Vkey install(long seq, Map<String, Object> record) throws FormatException {
    Vkey key = Vkey.parse(Fields.text(record, "vkey"));
    require(
        key.name().equals(origin.keyName()),
        () -> "vkey: name " + shown(key.name()) + " (expected: " + origin.keyName() + ")");
    keys.add(new KeyFrom(seq, key, null));
    return key;
  }

  /** Takes {@code key.rotate}. */
  void rotate(long seq, Map<String, Object> record) throws FormatException {
    Vkey old = keys.isEmpty() ? null : keys.get(keys.size() - 1).key();
    Vkey key = install(seq, record);
    if (old != null) {
      rotations.add(new KeyFrom(seq, key, old));
    }
  }

  /** The key in force where a pruned log begins. */
  void take(long seq, Vkey key) {
    keys.add(new KeyFrom(seq, key, null));
  }

  /** The key in force at {@code size}; none before the first. */
  List<Vkey> inForce(long size) {
    List<Vkey> below = keys.stream().filter(key -> key.seq() < size).map(KeyFrom::key).toList();
    return below.isEmpty() ? below : below.subList(below.size() - 1, below.size());
  }

  /**
   * All keys whose signatures are checked: those of the log and those {@code given} from elsewhere.
   */
  List<Vkey> known(List<Vkey> given) {
    return Stream.concat(keys.stream().map(KeyFrom::key), given.stream()).distinct().toList();
  }

  /** All keys in the order of their seqs. */
  List<KeyFrom> keys() {
    return keys;
  }

  /** Those of {@code key.rotate}. */
  List<KeyFrom> rotations() {
    return rotations;
  }
}
