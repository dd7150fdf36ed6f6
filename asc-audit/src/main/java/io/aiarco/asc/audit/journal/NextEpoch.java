package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a disk for the next epoch of a log whose own one failed: the other root first, then the
 * same again. Each is tried with a file of its own before a log is begun there. Single-thread.
 */
final class NextEpoch {
  private static final Logger log = LoggerFactory.getLogger(NextEpoch.class);
  private static final byte[] PROBE = new byte[4096];

  private final JournalConfig config;
  private final WriterLock lock;
  private final String boot;
  private final Registrar registrar;

  NextEpoch(JournalConfig config, WriterLock lock, String boot, Registrar registrar) {
    this.config = config;
    this.lock = lock;
    this.boot = boot;
    this.registrar = registrar;
  }

  /** The epoch after {@code dead}, ready to be appended to; empty when no disk works yet. */
  Optional<OpenLog> after(OpenLog dead) {
    Path own = dead.root();
    Origin origin = dead.origin().withEpoch(dead.origin().epoch() + 1);
    List<Path> roots = new ArrayList<>(config.roots());
    roots.remove(own);
    roots.add(own);
    for (Path root : roots) {
      Path writer = root.resolve(dead.origin().writer());
      Path folder = writer.resolve(Long.toString(origin.epoch()));
      try {
        probe(writer);
        registrar.announce(Sighting.open(origin, dead.key().vkey().toString(), dead.drafts()));
        OpenLog next = OpenLog.succeed(config, boot, folder, dead.predecessor(), List.of());
        nameInLock(next.origin().epoch());
        return Optional.of(next);
      } catch (IOException e) {
        log.debug("audit log {}: no new epoch under {}", dead.origin(), root, e);
        withdraw(folder);
      }
    }
    return Optional.empty();
  }

  private void probe(Path writer) throws IOException {
    Disk disk = config.disk();
    disk.createFolders(writer);
    Path probe = writer.resolve("probe");
    disk.replace(probe, PROBE);
    disk.delete(probe);
  }

  private void nameInLock(long epoch) {
    try {
      lock.epoch(epoch, boot);
    } catch (IOException e) {
      log.debug(
          "LOCK: epoch {} not named in it", epoch, e); // no evidence, and its disk may be dead
    }
  }

  /** What was begun must not look like a log to the next start, which may find the real one. */
  private void withdraw(Path folder) {
    Path first = folder.resolve(LogFiles.segment(0));
    try {
      if (config.disk().exists(first)) {
        config.disk().delete(first);
        config.disk().forceFolder(folder);
      }
    } catch (IOException e) {
      log.debug("audit log {}: cannot be withdrawn", folder, e);
    }
  }
}
