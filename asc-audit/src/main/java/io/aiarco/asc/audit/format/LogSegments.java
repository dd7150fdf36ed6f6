package io.aiarco.asc.audit.format;

import static io.aiarco.asc.audit.format.FormatException.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The segments of one log, an epoch folder, as they lie there now; read line by line and in
 * constant memory, also while a process writes. Immutable.
 */
public final class LogSegments {
  private final Path folder;
  private final TreeMap<Long, Path> segments = new TreeMap<>();

  /** What is done with each line; false ends the reading. */
  public interface Sink {
    /** Takes the line that {@code line} stands on; it is gone when this returns. */
    boolean take(RecordLines line) throws IOException, FormatException;
  }

  /** Those in {@code folder}, of which there must be one. */
  public LogSegments(Path folder) throws IOException {
    this.folder = folder;
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(
          file ->
              LogFiles.segmentSeq(String.valueOf(file.getFileName()))
                  .ifPresent(first -> segments.put(first, file)));
    }
    if (segments.isEmpty()) {
      throw new IOException("no segment in " + folder);
    }
  }

  /** The first record of each. */
  public NavigableSet<Long> firsts() {
    return Collections.unmodifiableNavigableSet(segments.navigableKeySet());
  }

  /** Reads the lines from the segment on that begins with {@code first}. */
  public void read(long first, Sink sink) throws IOException, FormatException {
    for (Map.Entry<Long, Path> segment : segments.tailMap(first).entrySet()) {
      try (RecordLines lines = new RecordLines(segment.getValue(), segment.getKey())) {
        while (lines.next()) {
          if (!sink.take(lines)) {
            return;
          }
        }
      }
    }
  }

  /** The first record of a segment. */
  public Map<String, Object> firstRecord(long first) throws IOException, FormatException {
    Path segment = Objects.requireNonNull(segments.get(first), "a segment's first seq");
    try (RecordLines lines = new RecordLines(segment, first)) {
      require(lines.next(), segment.getFileName() + ": no record");
      return lines.record();
    }
  }

  /** The state before record {@code first}, which begins a segment; nothing where a log begins. */
  public State stateBefore(long first) throws IOException, FormatException {
    Path file = folder.resolve(LogFiles.state(first));
    return first == 0 && Files.notExists(file)
        ? new State()
        : State.parse(Files.readAllBytes(file));
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
