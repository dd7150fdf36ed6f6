package io.aiarco.asc.audit.ship;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Lines;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.RecordLines;
import io.aiarco.asc.audit.ship.ShipException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one log from where its copy ends, in runs of whole lines of one segment each; every line is
 * checked to hash and chain. Knows its place in the files, so that going on costs no searching.
 * Single-thread.
 */
final class LogCursor {
  /** How much is read and sent at a time: many records, yet little for a slow connection. */
  static final int RUN_BYTES = 256 * 1024;

  private final String origin;
  private final Path folder;
  private Place place;
  private Place behindRun;

  /** {@code head} stands at byte {@code offset} of the segment that begins with {@code segment}. */
  private record Place(long segment, long offset, Head head) {}

  LogCursor(String origin, Path folder) {
    this.origin = origin;
    this.folder = folder;
    this.place = new Place(0, 0, Head.start(origin));
    this.behindRun = place;
  }

  /**
   * Goes to where the copy ends.
   *
   * @throws ShipException for the reason FORK when this log has no such head
   */
  void seek(Head head) throws ShipException {
    if (behindRun.head.equals(head)) {
      place = behindRun;
    }
    if (place.head.equals(head)) {
      return;
    }
    place = segmentOf(head.next());
    while (place.head.next() < head.next()) {
      if (run(head.next()).isEmpty()) {
        throw fork(head); // it was signed once, so it was durable once
      }
      place = behindRun;
    }
    if (!place.head.equals(head)) {
      throw fork(head);
    }
  }

  /** The next lines, below record {@code limit}; stays before them until {@link #seek}. */
  byte[] next(long limit) throws ShipException {
    return run(limit)
        .orElseThrow(
            () -> unreadable(place.head.next() + ": no record (expected: " + limit + ")", null));
  }

  private Optional<byte[]> run(long limit) throws ShipException {
    try {
      Path following = folder.resolve(LogFiles.segment(place.head.next()));
      byte[] bytes = read(folder.resolve(LogFiles.segment(place.segment)), place.offset);
      if ((bytes.length == 0 || bytes[0] == 0) && place.offset > 0 && Files.exists(following)) {
        place = new Place(place.head.next(), 0, place.head);
        bytes = read(following, 0);
      }
      if (bytes.length == 0 || bytes[0] == 0) {
        return Optional.empty();
      }
      Lines lines = new Lines(bytes, true, place.head.next(), place.head.hash());
      while (lines.nextSeq() < limit && lines.next().isPresent()) {
        // each holds
      }
      if (lines.offset() == 0) {
        throw unreadable(lines.nextSeq() + ": " + lines.broken().orElse("no record"), null);
      }
      Head after = new Head(lines.nextSeq(), String.valueOf(lines.head()));
      behindRun = new Place(place.segment, place.offset + lines.offset(), after);
      return Optional.of(Arrays.copyOf(bytes, lines.offset()));
    } catch (NoSuchFileException e) {
      throw gone(place.head.next(), e);
    } catch (IOException | FormatException e) {
      throw e instanceof ShipException known
          ? known
          : unreadable(place.head.next() + ": " + e.getMessage(), e);
    }
  }

  private static byte[] read(Path file, long offset) throws IOException {
    try (FileChannel channel = FileChannel.open(file);
        InputStream in = Channels.newInputStream(channel.position(offset))) {
      return in.readNBytes(RUN_BYTES);
    }
  }

  /** The beginning of the segment that holds the record before {@code next}, if it is there. */
  private Place segmentOf(long next) throws ShipException {
    try {
      NavigableSet<Long> segments = segments();
      Long before = segments.floor(Math.max(0, next - 1));
      Long segment = before == null ? segments.floor(next) : before;
      if (segment == null) {
        throw gone(next, null);
      }
      Head head = segment == 0 ? Head.start(origin) : new Head(segment, firstPrev(segment));
      return new Place(segment, 0, head);
    } catch (IOException | FormatException | IllegalArgumentException e) {
      throw e instanceof ShipException known ? known : unreadable(next + ": " + e.getMessage(), e);
    }
  }

  private NavigableSet<Long> segments() throws IOException {
    TreeSet<Long> segments = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(
          file -> LogFiles.segmentSeq(String.valueOf(file.getFileName())).ifPresent(segments::add));
    }
    return segments;
  }

  /** Why the segment of {@code next} is not there: only the first ones are deleted lawfully. */
  private ShipException gone(long next, @Nullable Exception cause) {
    try {
      Long kept = segments().ceiling(next);
      if (kept != null && kept.equals(segments().first())) {
        return new ShipException(
            Reason.PRUNED,
            origin
                + ": seq "
                + next
                + " is deleted, the log begins at "
                + kept
                + " (expected: a sink that was given the sealed segments from there on)",
            cause);
      }
    } catch (IOException e) {
      return unreadable(next + ": " + e.getMessage(), e);
    }
    return unreadable(next + ": no segment (expected: one)", cause);
  }

  private String firstPrev(long segment) throws IOException, FormatException {
    try (RecordLines lines = new RecordLines(folder.resolve(LogFiles.segment(segment)), segment)) {
      FormatException.require(lines.next(), "segment without a record");
      return String.valueOf(lines.record().get("prev"));
    }
  }

  private ShipException fork(Head sink) {
    return new ShipException(
        Reason.FORK,
        origin
            + ": the sink ends at "
            + sink
            + " (expected: a head of this log, "
            + place.head
            + ")",
        null);
  }

  private ShipException unreadable(String what, @Nullable Exception cause) {
    return new ShipException(Reason.UNREADABLE, origin + ": seq " + what, cause);
  }
}
