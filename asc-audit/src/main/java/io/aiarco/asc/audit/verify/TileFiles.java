package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.merkle.Nodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds the tiles that a log came with (C2SP tlog-tiles) against its tree while that grows,
 * docs/audit-format.md §1. Each file is read once, when its first hash is due. Single-thread.
 */
final class TileFiles implements Nodes {
  private static final Pattern NAME =
      Pattern.compile("([0-9]|[1-5][0-9])/((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");
  private static final int WIDTH = 256;
  private static final int HEIGHT = 8;

  private final Findings findings;
  private final Map<Place, List<Tile>> tiles = new HashMap<>();
  private final Map<Place, List<byte[]>> read = new HashMap<>();

  private record Place(int level, long index) {}

  private record Tile(String name, Path file, int width) {}

  /** Finds the tiles of the log in {@code folder}; none when there is no such folder. */
  TileFiles(Path folder, Findings findings) throws IOException {
    this.findings = findings;
    Path prefix = folder.resolve("tiles").resolve("tile");
    if (!Files.isDirectory(prefix)) {
      return;
    }
    try (Stream<Path> files = Files.walk(prefix)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = prefix.relativize(file).toString().replace('\\', '/');
        Matcher matcher = NAME.matcher(name);
        if (matcher.matches()) {
          String digits = matcher.group(2).replaceAll("[x/]", "");
          int width = matcher.group(3) == null ? WIDTH : Integer.parseInt(matcher.group(3));
          tiles
              .computeIfAbsent(
                  new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(digits)),
                  place -> new ArrayList<>())
              .add(new Tile(name, file, width));
        }
      }
    }
  }

  @Override
  public void complete(int level, long index, byte[] hash) {
    if (level % HEIGHT != 0 || tiles.isEmpty()) {
      return;
    }
    Place place = new Place(level / HEIGHT, index / WIDTH);
    List<Tile> here = tiles.get(place);
    if (here == null) {
      return;
    }
    int column = (int) (index % WIDTH);
    List<byte[]> contents =
        read.computeIfAbsent(place, any -> here.stream().map(this::read).toList());
    for (int i = 0; i < here.size(); i++) {
      byte[] content = contents.get(i);
      int from = column * LeafHash.BYTES;
      if (column < here.get(i).width()
          && from + LeafHash.BYTES <= content.length
          && !Arrays.equals(content, from, from + LeafHash.BYTES, hash, 0, LeafHash.BYTES)) {
        findings.fail(
            index << level,
            "tile " + here.get(i).name() + ": hash " + column + " does not match the tree");
      }
    }
    if (column == WIDTH - 1) {
      read.remove(place);
    }
  }

  /** Names the tiles that say something of records from {@code next} on. */
  void requireWithin(long next) {
    tiles.forEach(
        (place, files) ->
            files.stream()
                .filter(
                    tile -> place.index() * WIDTH + tile.width() > next >> (place.level() * HEIGHT))
                .forEach(tile -> findings.fail(next, "tile " + tile.name() + ": beyond the log")));
  }

  private byte[] read(Tile tile) {
    try {
      byte[] content = Files.readAllBytes(tile.file());
      if (content.length != tile.width() * LeafHash.BYTES) {
        findings.fail(
            0,
            "tile "
                + tile.name()
                + ": "
                + content.length
                + " bytes (expected: "
                + tile.width() * LeafHash.BYTES
                + ")");
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
