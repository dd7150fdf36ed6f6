package io.aiarco.asc.audit.merkle;

import io.aiarco.asc.audit.format.LeafHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads hashes out of tiles (C2SP tlog-tiles) that cover {@code size} leaves. What it reads is not
 * trusted: a proof made of it must lead to a signed root. Immutable.
 */
public final class TileReader {
  private final Path prefix;
  private final long size;

  public TileReader(Path prefix, long size) {
    this.prefix = prefix;
    this.size = size;
  }

  /** Tells {@code hashes} every wanted subtree that the tiles have. */
  public void supply(RangeHashes hashes) throws IOException {
    for (LeafRange range : hashes.missing()) {
      if (range.to() <= size) {
        try {
          hashes.complete(range.level(), range.from() >> range.level(), subtree(range));
        } catch (NoSuchFileException e) {
          // Tiles are optional: what they lack is computed from the records.
        }
      }
    }
  }

  /** The hash of a complete subtree: a part of one tile, folded. */
  private byte[] subtree(LeafRange range) throws IOException {
    int level = range.level() / TileName.HEIGHT;
    long first = range.from() >> (level * TileName.HEIGHT);
    int count = 1 << (range.level() % TileName.HEIGHT);
    long hashesInAll = size >> (level * TileName.HEIGHT);
    long index = first / TileName.FULL;
    int width = (int) Math.min(TileName.FULL, hashesInAll - index * TileName.FULL);
    byte[] tile = tile(new TileName(level, index, width));
    int from = (int) (first % TileName.FULL) * LeafHash.BYTES;
    return TileWriter.root(Arrays.copyOfRange(tile, from, from + count * LeafHash.BYTES));
  }

  /** The hashes of a tile; a partial one may meanwhile be part of the full one. */
  byte[] tile(TileName name) throws IOException {
    byte[] hashes;
    try {
      hashes = Files.readAllBytes(name.in(prefix));
    } catch (NoSuchFileException e) {
      hashes = Files.readAllBytes(name.withWidth(TileName.FULL).in(prefix));
    }
    int expected = name.width() * LeafHash.BYTES;
    if (hashes.length < expected) {
      throw new IOException(name + ": " + hashes.length + " bytes (expected: " + expected + ")");
    }
    return Arrays.copyOf(hashes, expected);
  }
}
