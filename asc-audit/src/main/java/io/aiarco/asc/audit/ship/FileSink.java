package io.aiarco.asc.audit.ship;

import io.aiarco.asc.audit.format.ForcedFile;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Lines;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.ship.ShipException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A folder outside, such as a mount on another host: under {@code <origin>/} it gets the log's
 * segments under their own names, line for line. Every line is checked to hash and chain before it
 * is written, and forced before it counts. What a crash left of an append is cut off.
 * Single-thread.
 */
public final class FileSink implements RecordSink {
  private final Path folder;
  private final Map<String, End> ends = new HashMap<>();

  /** Where a copy ends: in which file and at which byte. */
  private record End(Path file, long length, Head head) {}

  /** {@code folder}: it must exist, so that a mount that is missing is not mistaken for it. */
  public FileSink(Path folder) {
    this.folder = folder;
  }

  @Override
  public Head head(String origin) throws ShipException {
    return reading(origin, () -> locked(origin, () -> end(origin).head));
  }

  @Override
  public Head append(String origin, Head after, byte[] lines) throws ShipException {
    return reading(
        origin,
        () ->
            locked(
                origin,
                () -> {
                  End end = end(origin);
                  return end.head.equals(after) ? write(origin, end, lines).head : end.head;
                }));
  }

  /** What is done with the folder. */
  private interface Work {
    Head run() throws IOException, FormatException;
  }

  private Head reading(String origin, Work work) throws ShipException {
    if (!Files.isDirectory(folder)) {
      throw new ShipException(
          Reason.UNREACHABLE, folder + ": no such folder (expected: one that is mounted)", null);
    }
    try {
      return work.run();
    } catch (IOException e) {
      ends.remove(origin);
      throw new ShipException(Reason.UNREACHABLE, folder + ": " + e.getMessage(), e);
    } catch (FormatException e) {
      throw new ShipException(Reason.INVALID, folder + ": " + e.getMessage(), e);
    }
  }

  /** Holds the copy's lock, so that two processes cannot both append after one head. */
  private Head locked(String origin, Work work) throws IOException, FormatException {
    Path copy = Files.createDirectories(folder.resolve(origin));
    try (FileChannel channel =
            FileChannel.open(
                copy.resolve(LogFiles.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      FormatException.require(lock.isValid(), "LOCK: not held");
      return work.run();
    }
  }

  /** Where the copy ends: as remembered while its last file is as long as then, else read anew. */
  private End end(String origin) throws IOException, FormatException {
    End known = ends.get(origin);
    Path copy = folder.resolve(origin);
    OptionalLong last = lastSegment(copy);
    if (last.isEmpty()) {
      return new End(copy, 0, Head.start(origin));
    }
    Path file = copy.resolve(LogFiles.segment(last.getAsLong()));
    if (known == null || !known.file.equals(file) || known.length != Files.size(file)) {
      known = read(origin, file, last.getAsLong());
      ends.put(origin, known);
    }
    return known;
  }

  private static OptionalLong lastSegment(Path copy) throws IOException {
    try (Stream<Path> files = Files.list(copy)) {
      return files
          .map(file -> LogFiles.segmentSeq(String.valueOf(file.getFileName())))
          .flatMapToLong(OptionalLong::stream)
          .max();
    }
  }

  private static End read(String origin, Path file, long first)
      throws IOException, FormatException {
    byte[] bytes = Files.readAllBytes(file);
    Lines lines = new Lines(bytes, true, first, first == 0 ? Head.start(origin).hash() : null);
    Optional<Lines.Line> line = lines.next();
    while (line.isPresent()) {
      line = lines.next();
    }
    boolean isHalf = lines.broken().filter("half a line"::equals).isPresent();
    FormatException.require(
        lines.offset() > 0 && (isHalf || lines.broken().isEmpty()),
        () ->
            file.getFileName() + ": seq " + lines.nextSeq() + ": " + lines.broken().orElse("none"));
    if (lines.offset() < bytes.length) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(lines.offset());
        channel.force(true);
      }
    }
    return new End(file, lines.offset(), new Head(lines.nextSeq(), String.valueOf(lines.head())));
  }

  private End write(String origin, End end, byte[] lines) throws IOException, FormatException {
    ShippedLines shipped = ShippedLines.check(origin, end.head, lines);
    ends.remove(origin); // until all of it is durable
    Path copy = folder.resolve(origin);
    List<ShippedLines.SegmentStart> segments = shipped.segments();
    int first = segments.isEmpty() ? lines.length : segments.get(0).at();
    if (first > 0) {
      FormatException.require(end.length > 0, "seq 0: no log.open");
      append(end, lines, first);
    }
    End last = new End(end.file, end.length + first, shipped.head());
    for (int i = 0; i < segments.size(); i++) {
      int from = segments.get(i).at();
      int to = i + 1 < segments.size() ? segments.get(i + 1).at() : lines.length;
      Path file = copy.resolve(LogFiles.segment(segments.get(i).seq()));
      ForcedFile.replace(file, Arrays.copyOfRange(lines, from, to));
      last = new End(file, to - from, shipped.head());
    }
    ends.put(origin, last);
    return last;
  }

  private static void append(End end, byte[] lines, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(end.file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(lines, 0, length);
      long at = end.length;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
      channel.force(true);
    }
  }
}
