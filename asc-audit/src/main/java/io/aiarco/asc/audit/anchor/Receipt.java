package io.aiarco.asc.audit.anchor;

import io.aiarco.asc.audit.format.LeafHash;
import java.util.Map;

/**
 * What an anchor gave for a checkpoint. Immutable.
 *
 * @param sha256 hex SHA-256 of it, for the {@code anchor} record
 * @param files what is to be kept in the log's folder {@code anchors}: contents by what follows the
 *     anchor's name in the file's name; a later one replaces an earlier one of the same name
 */
@SuppressWarnings("ArrayRecordComponent") // written once to files, never compared
public record Receipt(String sha256, Map<String, byte[]> files) {
  public Receipt {
    files = Map.copyOf(files);
  }

  /** Of an anchor that keeps the checkpoint itself and gives nothing. */
  static Receipt kept(byte[] checkpoint) {
    return new Receipt(LeafHash.hex(checkpoint), Map.of());
  }
}
