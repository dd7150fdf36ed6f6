package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of logs of one root, docs/audit-format.md §8: which logs there are, and how long each was
 * seen. All processes of the root append to it, one at a time, and none keeps it open: an append is
 * an opening of its own that takes the lock, heals what a killed process left, writes, closes the
 * log and signs. So it needs no process that lives on. Single-thread.
 */
final class Registry {
  private static final Logger log = LoggerFactory.getLogger(Registry.class);
  private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
  private static final long LOCK_LOOK_NANOS = Duration.ofMillis(5).toNanos();

  private final JournalConfig config;
  private final Disk disk;
  private final EpochFolders logs;
  private final EpochFolders own;
  private final String boot;

  /** That of the root of {@code config}. */
  Registry(JournalConfig config, String boot) {
    this.config = config.ofRegistry();
    this.disk = config.disk();
    this.logs = new EpochFolders(disk, config.roots());
    this.own = new EpochFolders(disk, List.of(config.root()));
    this.boot = boot;
  }

  /**
   * Makes what was sighted durable and signs it; leaves out each {@code writer.open} of a log that
   * is known. A registry that is new begins with every log there is.
   *
   * @param sightings those of one writer, the openings in the order of its epochs
   * @throws IOException when another process does not let go of it, its disk fails, or it is
   *     corrupt
   */
  void append(List<Sighting> sightings) throws IOException {
    Path folder = config.root().resolve(LogFiles.REGISTRY);
    disk.createFolders(folder);
    try (WriterLock held = lock(folder)) {
      Optional<EpochFolders.Epoch> newest = own.newest(LogFiles.REGISTRY);
      List<Sighting> opened =
          sightings.stream().filter(each -> each.kind() == Sighting.Kind.OPEN).toList();
      OpenLog open;
      if (newest.isPresent()) {
        open = reopen(newest.get().folder());
        opened = unknown(opened);
      } else {
        open = create(folder.resolve("1"));
        opened = everyLog(opened, open.drafts());
      }
      held.epoch(open.origin().epoch(), boot);
      write(open, opened, sightings);
    }
  }

  private WriterLock lock(Path folder) throws IOException {
    long until = System.nanoTime() + LOCK_WAIT.toNanos();
    while (true) {
      WriterLock.Taken taken = WriterLock.take(List.of(folder), boot);
      WriterLock lock = taken.lock();
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - until >= 0) {
        throw new IOException(
            "registry: in use by "
                + taken.holder()
                + " (expected: free within "
                + LOCK_WAIT.toSeconds()
                + " s)");
      }
      LockSupport.parkNanos(LOCK_LOOK_NANOS);
    }
  }

  private OpenLog create(Path folder) throws IOException {
    Origin origin = new Origin(config.domain(), config.region(), LogFiles.REGISTRY, 1);
    return OpenLog.create(config, boot, folder, origin, OpenLog.key(config, origin, ""));
  }

  private OpenLog reopen(Path folder) throws IOException {
    try {
      return OpenLog.reopen(config, boot, folder, LogEnd.read(disk, folder));
    } catch (FormatException e) {
      throw Opening.corrupt(folder, e);
    }
  }

  private void write(OpenLog open, List<Sighting> opened, List<Sighting> sightings)
      throws IOException {
    try {
      List<Draft> records = new ArrayList<>(open.opening());
      opened.forEach(each -> records.add(each.record()));
      sightings.stream()
          .filter(each -> each.kind() != Sighting.Kind.OPEN)
          .forEach(each -> records.add(each.record()));
      open.write(records);
      if (open.segment().size() >= config.segmentBytes()) {
        open.roll();
      }
      open.finish();
    } finally {
      open.closeFiles();
    }
  }

  /** Of one writer's logs those behind the last that is known: they were told in their order. */
  private List<Sighting> unknown(List<Sighting> opened) throws IOException {
    int first = opened.size();
    while (first > 0 && !names(opened.get(first - 1).log())) {
      first--;
    }
    return opened.subList(first, opened.size());
  }

  /** Whether any record names the log; looked for from the end, where those of a start stand. */
  private boolean names(Origin origin) throws IOException {
    String mark = "\"origin\":\"" + origin + "\"";
    List<EpochFolders.Epoch> epochs = own.all(LogFiles.REGISTRY);
    for (int i = epochs.size() - 1; i >= 0; i--) {
      Path folder = epochs.get(i).folder();
      List<String> segments =
          disk.list(folder).stream()
              .filter(name -> LogFiles.segmentSeq(name).isPresent())
              .sorted(Comparator.reverseOrder())
              .toList();
      for (String segment : segments) {
        byte[] records = disk.read(folder.resolve(segment));
        if (new String(records, StandardCharsets.ISO_8859_1).contains(mark)) {
          return true;
        }
      }
    }
    return false;
  }

  /** All logs under the roots, and those that are about to begin. */
  private List<Sighting> everyLog(List<Sighting> beginning, Drafts drafts) throws IOException {
    List<Sighting> every = new ArrayList<>();
    for (String writer : logs.writers()) {
      every.addAll(logsOf(writer, drafts));
    }
    for (Sighting each : beginning) {
      if (every.stream().noneMatch(known -> known.log().equals(each.log()))) {
        every.add(each);
      }
    }
    return every;
  }

  /** The logs of one writer as their first records tell, the oldest first. */
  List<Sighting> logsOf(String writer, Drafts drafts) throws IOException {
    List<Sighting> found = new ArrayList<>();
    for (EpochFolders.Epoch epoch : logs.all(writer)) {
      try {
        SegmentBegin.First first = SegmentBegin.first(disk, epoch.folder());
        found.add(Sighting.open(first.origin(), first.vkey(), drafts));
      } catch (FormatException e) {
        log.debug("log in {}: its first record tells no name", epoch.folder(), e);
      }
    }
    return found;
  }
}
