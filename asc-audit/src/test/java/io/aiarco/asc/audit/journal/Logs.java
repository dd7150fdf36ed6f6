package io.aiarco.asc.audit.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders with logs in them, for tests. */
public final class Logs {
  private Logs() {}

  /** A configuration that writes no zeros ahead and needs no free disk. */
  public static JournalConfig.Builder config(Path data) {
    return JournalConfig.builder(data.resolve("audit"), "gw-1", "aiarco.example", "eu-central")
        .keys(data.resolve("keys"))
        .preallocateBytes(0)
        .reserveBytes(0)
        .queue(1 << 20, Duration.ofSeconds(20))
        .cadence(Duration.ofHours(1), Duration.ofHours(1))
        .singleWriter(true);
  }

  /** Copies a folder; what it was copied from may still be written. */
  public static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
