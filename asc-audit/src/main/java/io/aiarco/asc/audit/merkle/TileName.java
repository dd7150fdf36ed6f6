package io.aiarco.asc.audit.merkle;

import java.nio.file.Path;

/**
 * Where C2SP tlog-tiles puts a tile: {@code tile/<level>/<index>[.p/<width>]}, the index in groups
 * of three digits with an {@code x} before all but the last. Immutable.
 */
record TileName(int level, long index, int width) {
  /** Hashes in a full tile. */
  static final int FULL = 256;

  /** A tile is a subtree of this height. */
  static final int HEIGHT = 8;

  private static final int GROUP = 1000;

  /** Below the folder that is the tiles' prefix. */
  Path in(Path prefix) {
    String path = String.format("%03d", index % GROUP);
    for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
      path = String.format("x%03d/", rest % GROUP) + path;
    }
    String name = width == FULL ? path : path + ".p/" + width;
    return prefix.resolve("tile").resolve(Integer.toString(level)).resolve(name);
  }

  TileName withWidth(int other) {
    return new TileName(level, index, other);
  }
}
