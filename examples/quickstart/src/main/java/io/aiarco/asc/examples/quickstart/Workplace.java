package io.aiarco.asc.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder the tour works in: the one that was asked for, which stays, or a temporary one, which
 * goes with {@link #close}. Immutable.
 */
record Workplace(Path folder, boolean kept) implements AutoCloseable {
  /** Opens {@code keep}, or a temporary folder when it is null. */
  static Workplace open(@Nullable Path keep) throws IOException {
    return keep == null
        ? new Workplace(Files.createTempDirectory("asc-demo"), false)
        : new Workplace(Files.createDirectories(keep), true);
  }

  /** The audit log that a gateway configured here writes. */
  Path log() {
    return folder.resolve("asc-data").resolve("audit");
  }

  @Override
  public void close() throws IOException {
    if (!kept) {
      delete(folder);
    }
  }

  /** Deletes a folder and all below it. */
  static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
