package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.checkpoint.SigningKey;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A writer whose process does not run, held so that none can begin, for what only its operator may
 * decide. Each act is an {@code admin.change} record. Single-thread.
 */
public final class StoppedWriter implements AutoCloseable {
  private final Disk disk;
  private final Path data;
  private final @Nullable Path fallback;
  private final Clock clock;
  private final String writer;
  private final EpochFolders epochs;
  private final String boot;
  private final WriterLock lock;

  /**
   * A new epoch.
   *
   * @param origin its name
   * @param folder where it lies
   * @param size how many records of the epoch before count
   */
  public record Begun(String origin, Path folder, long size) {}

  StoppedWriter(Disk disk, Path data, @Nullable String writer, @Nullable Path fallback, Clock clock)
      throws IOException {
    this.disk = disk;
    this.data = data.toAbsolutePath();
    this.clock = clock;
    this.fallback = fallback;
    Path root = this.data.resolve("audit");
    this.epochs =
        new EpochFolders(
            disk, fallback == null ? List.of(root) : List.of(root, fallback.toAbsolutePath()));
    this.writer =
        LogFiles.REGISTRY.equals(writer) ? LogFiles.REGISTRY : chosen(writer, epochs.writers());
    this.boot = Opening.boot();
    for (Path folder : epochs.of(this.writer)) {
      disk.createFolders(folder);
    }
    WriterLock.Taken taken = WriterLock.take(epochs.of(this.writer), boot);
    WriterLock held = taken.lock();
    if (held == null) {
      throw new AuditUnavailableException(
          "writer " + this.writer + ": in use by " + taken.holder() + " (expected: by no process)",
          null);
    }
    this.lock = held;
  }

  /**
   * Takes the writer.
   *
   * @param data the folder {@code data} of {@code asc.yaml}
   * @param writer its name, also {@code registry}; may be null when there is only one
   * @param fallback {@code audit.fallback}, where one is configured
   * @throws AuditUnavailableException when a process has it, which the message names
   */
  public static StoppedWriter take(
      Path data, @Nullable String writer, @Nullable Path fallback, Clock clock) throws IOException {
    return new StoppedWriter(new FileDisk(), data, writer, fallback, clock);
  }

  private static String chosen(@Nullable String asked, List<String> writers) throws IOException {
    if (writers.isEmpty()) {
      throw new IOException("no log of any writer (expected: at least one)");
    }
    if (asked == null ? writers.size() > 1 : !writers.contains(asked)) {
      throw new IllegalArgumentException(
          "writer: " + asked + " (expected: one of " + writers + ")");
    }
    return asked == null ? writers.get(0) : asked;
  }

  /**
   * Begins the next epoch, under the root: where a corrupt log stops to count, or, when {@code
   * healthy} says that nothing is wrong with it, at its end.
   *
   * @throws IllegalArgumentException when the log is corrupt and {@code healthy} says otherwise, or
   *     the other way round
   * @throws IOException when it cannot be read or written, or nothing tells its name
   */
  public Begun newEpoch(Ground ground, boolean healthy) throws IOException {
    EpochFolders.Epoch old = newest();
    Optional<LogEnd> end = soundEnd(old.folder());
    if (end.isPresent() != healthy) {
      throw new IllegalArgumentException(
          "log in "
              + old.folder()
              + (healthy
                  ? ": corrupt (expected: healthy, as was said)"
                  : ": nothing is wrong with it (expected: corrupt, or said to be healthy)"));
    }
    return end.isPresent()
        ? newEpochAfter(old.folder(), end.get(), ground)
        : newEpochAfter(old.folder(), SoundPart.read(disk, old.folder()), ground);
  }

  private EpochFolders.Epoch newest() throws IOException {
    return epochs
        .newest(writer)
        .orElseThrow(() -> new IOException("no log of " + writer + " (expected: at least one)"));
  }

  private Begun newEpochAfter(Path old, LogEnd end, Ground ground) throws IOException {
    JournalConfig config = config(end.origin());
    try (Registrar registrar = new Registrar(config, boot)) {
      return begun(config, finished(config, old, end, registrar), ground, registrar);
    }
  }

  private Begun newEpochAfter(Path old, SoundPart sound, Ground ground) throws IOException {
    Origin origin = sound.origin().orElseThrow(() -> new IOException("no name of a log in " + old));
    JournalConfig config = config(origin);
    try (Registrar registrar = new Registrar(config, boot)) {
      secure(old, sound.lastSegment());
      return begun(config, predecessor(config, origin, sound), ground, registrar);
    }
  }

  private Begun begun(
      JournalConfig config, OpenLog.Predecessor before, Ground ground, Registrar registrar)
      throws IOException {
    Origin origin = before.origin().withEpoch(before.origin().epoch() + 1);
    registrar.require(Sighting.open(origin, before.key().vkey().toString(), before.drafts()));
    Path folder = config.root().resolve(writer).resolve(Long.toString(origin.epoch()));
    List<Draft> why = List.of(act(before.drafts(), "epoch.new", ground));
    finish(OpenLog.succeed(config, boot, folder, before, why), registrar);
    return new Begun(origin.toString(), folder, before.tree().size());
  }

  /**
   * Signs with a new key from here on. The old one's file is kept: it signs the checkpoint that
   * tells the new one, and what was signed with it stays.
   *
   * @return the new verifier key
   * @throws AuditUnavailableException when the log is corrupt, or a key cannot be read or made
   */
  public String rotateKey(Ground ground) throws IOException {
    Path folder = newest().folder();
    try {
      LogEnd end = LogEnd.read(disk, folder);
      JournalConfig config = config(end.origin());
      OpenLog log = OpenLog.reopen(config, boot, folder, end);
      SigningKey next =
          new KeyFiles(config.keys(), config.random()).nextSigningKey(writer, log.key());
      String vkey = next.vkey().toString();
      try {
        log.write(log.opening());
        log.write(List.of(log.drafts().keyRotate(vkey), act(log.drafts(), "key.rotate", ground)));
      } finally {
        log.closeFiles();
      }
      // The rest is what a start does for a rotation that was cut short here.
      try (Registrar registrar = new Registrar(config, boot)) {
        finish(OpenLog.reopen(config, boot, folder, LogEnd.read(disk, folder)), registrar);
      }
      return vkey;
    } catch (FormatException e) {
      throw Opening.corrupt(folder, e);
    }
  }

  /** The log's end; empty when it is corrupt, in whichever of its segments. */
  private Optional<LogEnd> soundEnd(Path folder) throws IOException {
    try {
      LogEnd end = LogEnd.read(disk, folder);
      long sound = SoundPart.read(disk, folder).frontier().size();
      return sound == end.nextSeq() ? Optional.of(end) : Optional.empty();
    } catch (FormatException e) {
      return Optional.empty();
    }
  }

  /** Ends a log as its process would have, after healing it as its next start would. */
  private OpenLog.Predecessor finished(
      JournalConfig config, Path folder, LogEnd end, Registrar registrar) throws IOException {
    try {
      OpenLog log = OpenLog.reopen(config, boot, folder, end);
      finish(log, registrar);
      return log.predecessor();
    } catch (FormatException e) {
      throw Opening.corrupt(folder, e);
    }
  }

  private OpenLog.Predecessor predecessor(JournalConfig config, Origin origin, SoundPart sound)
      throws IOException {
    return new OpenLog.Predecessor(
        origin,
        sound.frontier(),
        sound.state().opening(Set.of()),
        OpenLog.key(config, origin, sound.vkey()),
        OpenLog.drafts(config, origin));
  }

  /** What the next epoch builds on must be durable before it says so; sealed segments are. */
  private void secure(Path folder, long firstSeq) throws IOException {
    if (!disk.exists(folder.resolve(LogFiles.seal(firstSeq)))
        && disk.exists(folder.resolve(LogFiles.segment(firstSeq)))) {
      try (Disk.OpenFile file = disk.open(folder.resolve(LogFiles.segment(firstSeq)), false)) {
        file.force();
      }
    }
    disk.forceFolder(folder);
  }

  private static void finish(OpenLog log, Registrar registrar) throws IOException {
    try {
      if (!log.opening().isEmpty()) {
        log.write(log.opening());
      }
      registrar.started(log);
      log.finish();
      registrar.closed(log);
    } finally {
      log.closeFiles();
    }
  }

  private static Draft act(Drafts drafts, String change, Ground ground) {
    return drafts.operatorAct(
        new OperatorAct(OperatorAct.Kind.ADMIN_CHANGE, null, Map.of("change", change), ground));
  }

  private JournalConfig config(Origin origin) {
    Path root = data.resolve("audit");
    JournalConfig.Builder config =
        writer.equals(LogFiles.REGISTRY)
            ? JournalConfig.registry(root, origin.domain(), origin.region())
            : JournalConfig.builder(root, writer, origin.domain(), origin.region());
    if (fallback != null) {
      config.fallback(fallback);
    }
    return config.keys(data.resolve("keys")).clock(clock).preallocateBytes(0).disk(disk).build();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
