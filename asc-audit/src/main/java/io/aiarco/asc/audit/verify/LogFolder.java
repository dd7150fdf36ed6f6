package io.aiarco.asc.audit.verify;

import static io.aiarco.asc.audit.format.FormatException.require;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the files of one log by name, docs/audit-format.md §1. Immutable. */
final class LogFolder {
  private final Path folder;

  LogFolder(Path folder) {
    this.folder = folder;
  }

  /** The names of all files, sorted. */
  List<String> names() throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  /** Whether there is such a file. */
  boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  /** Opens a file for reading; the caller closes it. */
  InputStream open(String name) throws IOException {
    return Files.newInputStream(folder.resolve(name));
  }

  /** The bytes that a file has now. */
  long size(String name) throws IOException {
    return Files.size(folder.resolve(name));
  }

  /** The bytes of a file. */
  byte[] read(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  /** The bytes of a file; null when there is none. */
  byte @Nullable [] readOrNull(String name) throws IOException {
    return has(name) ? read(name) : null;
  }

  /** The state file before {@code seq}, which must be there. */
  byte[] state(long seq) throws FormatException, IOException {
    byte[] bytes = readOrNull(LogFiles.state(seq));
    require(bytes != null, () -> LogFiles.state(seq) + " is missing");
    return Objects.requireNonNull(bytes);
  }
}
