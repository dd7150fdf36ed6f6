package io.aiarco.asc.audit.merkle;

import io.aiarco.asc.audit.format.LeafHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Keeps the tree of a log as tiles (C2SP tlog-tiles), so that a proof needs a few small files
 * instead of all records. Tiles only repeat what the records say: losing them costs time.
 *
 * <p>A level holds the hashes of its unfinished tile; a full one is written and its hash goes to
 * the level above. Those unfinished tiles are also all that a writer must read to go on.
 * Single-thread.
 */
public final class TileWriter {
  private final Path prefix;
  private final List<ByteArrayOutputStream> levels = new ArrayList<>();
  private long size;

  private TileWriter(Path prefix, long size) {
    this.prefix = prefix;
    this.size = size;
  }

  /**
   * Goes on with the tiles below {@code prefix}, which {@link #flush} left at {@code size} leaves.
   *
   * @throws IOException also when tiles for that size are not there
   */
  public static TileWriter open(Path prefix, long size) throws IOException {
    TileWriter writer = new TileWriter(prefix, size);
    TileReader reader = new TileReader(prefix, size);
    for (int level = 0; size >> (level * TileName.HEIGHT) > 0; level++) {
      ByteArrayOutputStream hashes = writer.level(level);
      long above = size >> (level * TileName.HEIGHT);
      int width = (int) (above % TileName.FULL);
      if (width > 0) {
        hashes.write(reader.tile(new TileName(level, above / TileName.FULL, width)));
      }
    }
    return writer;
  }

  /** Adds the leaf of the next record. */
  public void append(byte[] leaf) throws IOException {
    append(0, leaf);
    size++;
  }

  private void append(int level, byte[] hash) throws IOException {
    ByteArrayOutputStream hashes = level(level);
    hashes.write(hash);
    if (hashes.size() == TileName.FULL * LeafHash.BYTES) {
      byte[] full = hashes.toByteArray();
      hashes.reset();
      long index = size >> ((level + 1) * TileName.HEIGHT);
      write(new TileName(level, index, TileName.FULL), full);
      append(level + 1, root(full));
    }
  }

  /** Writes the unfinished tiles: now all of the tree is on disk. */
  public void flush() throws IOException {
    for (int level = 0; level < levels.size(); level++) {
      byte[] hashes = levels.get(level).toByteArray();
      if (hashes.length > 0) {
        long index = (size >> (level * TileName.HEIGHT)) / TileName.FULL;
        write(new TileName(level, index, hashes.length / LeafHash.BYTES), hashes);
      }
    }
  }

  /** How many leaves. */
  public long size() {
    return size;
  }

  private ByteArrayOutputStream level(int level) {
    while (levels.size() <= level) {
      levels.add(new ByteArrayOutputStream(TileName.FULL * LeafHash.BYTES));
    }
    return levels.get(level);
  }

  /** The hash of the tree whose leaves are these hashes. */
  static byte[] root(byte[] hashes) {
    Frontier tree = new Frontier();
    for (int at = 0; at < hashes.length; at += LeafHash.BYTES) {
      tree.append(Arrays.copyOfRange(hashes, at, at + LeafHash.BYTES));
    }
    return tree.root();
  }

  private void write(TileName name, byte[] hashes) throws IOException {
    Path file = name.in(prefix);
    Path folder = Objects.requireNonNull(file.getParent(), "a tile lies in a folder");
    Files.createDirectories(folder);
    Path made = folder.resolve("." + file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            made,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(hashes);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    }
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
