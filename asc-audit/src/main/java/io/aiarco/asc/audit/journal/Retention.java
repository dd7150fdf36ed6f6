package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.call.Ulid;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is older than the retention: whole sealed segments, the oldest first, each safely
 * gone before the next, and none that somebody outside still has to get. The seal of a deleted
 * segment stays until a record tells of the deletion, so that after a crash between the two the
 * next one does. Single-thread.
 */
final class Retention {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private final JournalConfig config;
  private final Disk disk;

  Retention(JournalConfig config) {
    this.config = config;
    this.disk = config.disk();
  }

  /** Deletes the oldest segment if it is due, and never one of the last two; false if not. */
  boolean deleteOldest(Path folder) {
    return tried(
        false,
        () -> {
          List<Long> segments = segments(folder);
          if (segments.size() <= 2
              || !isDueBefore(folder, segments.get(1))
              || config.listener().neededFrom(folder) < segments.get(1)) {
            return false;
          }
          disk.delete(folder.resolve(LogFiles.segment(segments.get(0))));
          disk.forceFolder(folder);
          return true;
        });
  }

  /** What is to be told: that segments are gone whose seals still stand; empty if none. */
  Optional<OperatorAct> untold(Path folder) {
    return tried(
        Optional.empty(),
        () -> {
          long kept = segments(folder).get(0);
          boolean told =
              disk.list(folder).stream().noneMatch(name -> isBelow(LogFiles.sealSeq(name), kept));
          return told || !isDueBefore(folder, kept) ? Optional.empty() : Optional.of(act(kept));
        });
  }

  private OperatorAct act(long kept) {
    return new OperatorAct(
        OperatorAct.Kind.ADMIN_CHANGE,
        null,
        Map.of("change", "retention.prune", "kept_from", Long.toString(kept)),
        new Ground("retention", config.retention().orElseThrow().toDays() + " days"));
  }

  /** Deletes what deleted segments left, once that is told; the seals last. */
  void sweep(Path folder) {
    tried(
        false,
        () -> {
          long kept = segments(folder).get(0);
          delete(folder, name -> isBelow(LogFiles.stateSeq(name), kept));
          delete(folder, name -> isBelow(LogFiles.sealSeq(name), kept));
          return true;
        });
  }

  private void delete(Path folder, Predicate<String> which) throws IOException {
    for (String name : disk.list(folder)) {
      if (which.test(name)) {
        disk.delete(folder.resolve(name));
      }
    }
    disk.forceFolder(folder);
  }

  /** Nothing of the open log depends on deleting: what fails is tried again at the next seal. */
  private static <T> T tried(T otherwise, Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (IOException e) {
      log.warn("audit log: an old segment could not be deleted", e);
      return otherwise;
    }
  }

  private interface Attempt<T> {
    T run() throws IOException;
  }

  private static boolean isBelow(OptionalLong seq, long kept) {
    return seq.isPresent() && seq.getAsLong() < kept;
  }

  private List<Long> segments(Path folder) throws IOException {
    return disk.list(folder).stream()
        .flatMapToLong(name -> LogFiles.segmentSeq(name).stream())
        .boxed()
        .sorted()
        .toList();
  }

  /** Whether all records before segment {@code firstSeq} are old enough, and none is held. */
  private boolean isDueBefore(Path folder, long firstSeq) throws IOException {
    Optional<Duration> age = config.retention();
    if (age.isEmpty() || firstSeq == 0) {
      return false;
    }
    Instant newest = begin(folder, firstSeq);
    return newest.isBefore(config.clock().instant().minus(age.get()))
        && newest.isBefore(config.heldFrom().get());
  }

  /** When a segment was begun, and no earlier than any record before it, by the ids of records. */
  private Instant begin(Path folder, long firstSeq) throws IOException {
    try {
      return Ulid.time(String.valueOf(SegmentBegin.record(disk, folder, firstSeq).get("id")));
    } catch (FormatException | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
