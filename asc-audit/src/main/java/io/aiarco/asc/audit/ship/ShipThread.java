package io.aiarco.asc.audit.ship;

import io.aiarco.asc.audit.carry.Carrier;
import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.LogFolders;
import io.aiarco.asc.audit.format.RecordLines;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import io.aiarco.asc.audit.ship.ShipException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships to one sink: each log that tells of a checkpoint, and the older epochs of its writer, of
 * which a dead process may have left some unshipped. A log that cannot be shipped holds up no
 * other.
 */
final class ShipThread {
  /** How long is waited when all is shipped, before the sink is asked whether it still has it. */
  static final Duration IDLE = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(ShipThread.class);

  private final ShipPlan plan;
  private final Clock clock;
  private final Carrier carrier;
  private final ConcurrentNavigableMap<Path, LogCopy> copies = new ConcurrentSkipListMap<>();
  private final Set<Path> known = new HashSet<>();

  ShipThread(ShipPlan plan, Clock clock) {
    this.plan = plan;
    this.clock = clock;
    this.carrier = new Carrier("asc-ship-" + plan.name(), this::carry);
  }

  Carrier carrier() {
    return carrier;
  }

  /** Leaves news for the sink's thread. */
  void offer(SignedCheckpoint checkpoint) {
    copy(checkpoint.folder(), checkpoint.origin()).signed(checkpoint.size());
    carrier.wake();
  }

  /** The next record of a log that the sink is not known to have; 0 until it has been asked. */
  long neededFrom(Path folder) {
    LogCopy copy = copies.get(folder);
    return copy == null ? 0 : copy.progress().shipped();
  }

  ShipStatus status() {
    long unshipped = 0;
    Instant since = null;
    Reason failure = null;
    for (LogCopy copy : copies.values()) {
      Progress progress = copy.progress();
      unshipped += progress.missing();
      since = earlier(since, progress.since());
      failure = failure == null ? copy.failure() : failure;
    }
    return new ShipStatus(plan.name(), unshipped, since, failure);
  }

  /** Ships what is due; says when to look again unless there is news. */
  Duration carry(boolean last) {
    copies.keySet().stream().filter(known::add).forEach(this::addOlder);
    Duration wait = IDLE;
    for (LogCopy copy : copies.values()) {
      Duration next = copy.carry(last);
      wait = next.compareTo(wait) < 0 ? next : wait;
    }
    return wait;
  }

  private LogCopy copy(Path folder, String origin) {
    return copies.computeIfAbsent(folder, it -> new LogCopy(plan, origin, it, clock));
  }

  private void addOlder(Path folder) {
    Path writer = Objects.requireNonNull(folder.toAbsolutePath().getParent(), "a log's folder");
    try {
      for (long epoch : LogFolders.epochs(writer)) {
        Path other = folder.resolveSibling(Long.toString(epoch));
        if (!copies.containsKey(other)) {
          Note newest = Note.parseFile(other.resolve(LogFiles.CHECKPOINT));
          copy(other, newest.origin()).signed(newest.size());
        }
      }
      vouchForOlder(folder);
    } catch (IOException | FormatException e) {
      log.warn("audit sink {}: older logs in {} are not shipped", plan.name(), writer, e);
    }
  }

  /**
   * A log that follows one whose disk failed names all of it that was durable: more than its last
   * checkpoint, and this log's checkpoints sign that name.
   */
  private void vouchForOlder(Path folder) throws IOException, FormatException {
    Path first = folder.resolve(LogFiles.segment(0));
    if (!Files.exists(first)) {
      return; // pruned, long after
    }
    try (RecordLines lines = new RecordLines(first, 0)) {
      if (lines.next()
          && lines.record().get("prev_log") instanceof Map<?, ?> older
          && older.get("size") instanceof Long size) {
        copies.values().stream()
            .filter(copy -> copy.origin().equals(older.get("origin")))
            .forEach(copy -> copy.signed(size));
      }
    }
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
