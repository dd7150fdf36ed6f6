package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.RecoveredState;
import io.aiarco.asc.audit.checkpoint.SigningKey;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.Balances;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The opening of a root: finds this process's writer, and ends what dead processes left in folders
 * that nobody holds. Single-thread.
 */
final class Opening {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int MAX_WRITERS = 1_000;

  private final JournalConfig config;
  private final Disk disk;
  private final EpochFolders epochs;
  private final String boot;

  Opening(JournalConfig config) throws IOException {
    this.config = config;
    this.disk = config.disk();
    this.epochs = new EpochFolders(disk, config.roots());
    this.boot = boot();
  }

  /** Names this boot of the machine, so that a reused process id is told apart. */
  static String boot() throws IOException {
    return Files.isReadable(BOOT_ID) ? Files.readString(BOOT_ID).strip() : "unknown";
  }

  Journal open() throws IOException {
    WriterLock lock = null;
    String writer = config.writer();
    for (int i = 2; lock == null; i++) {
      WriterLock.Taken taken = take(writer);
      if (taken.lock() == null && (config.singleWriter() || i > MAX_WRITERS)) {
        throw WriterLock.inUse(writer, taken.holder());
      }
      lock = taken.lock();
      writer = lock == null ? config.writer() + "-" + i : writer;
    }
    boolean opened = false;
    try {
      RecoveredState others = recoverOthers(writer);
      Journal journal = openWriter(writer, lock, others);
      opened = true;
      return journal;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private WriterLock.Taken take(String writer) throws IOException {
    for (Path folder : epochs.of(writer)) {
      disk.createFolders(folder);
    }
    return WriterLock.take(epochs.of(writer), boot);
  }

  private RecoveredState recoverOthers(String own) throws IOException {
    Balances balances = Balances.NONE;
    List<CallId> orphans = new ArrayList<>();
    for (String name : epochs.writers()) {
      if (name.equals(own)) {
        continue;
      }
      WriterLock lock = take(name).lock();
      if (lock != null) {
        RecoveredState state = recoverOther(name, lock);
        balances = sum(balances, state.balances());
        orphans.addAll(state.orphans());
      }
    }
    return new RecoveredState(balances, orphans);
  }

  private RecoveredState recoverOther(String name, WriterLock lock) throws IOException {
    boolean owned = false;
    try {
      LogEnd end = read(epochs.newest(name).orElseThrow().folder());
      if (end.isClean()) {
        return new RecoveredState(end.state().fold().balances(), List.of());
      }
      try (Journal journal = openWriter(name, lock, RecoveredState.NONE)) {
        owned = true;
        return journal.recovered();
      }
    } finally {
      if (!owned) {
        lock.close();
      }
    }
  }

  private Journal openWriter(String name, WriterLock lock, RecoveredState others)
      throws IOException {
    Optional<EpochFolders.Epoch> newest = epochs.newest(name);
    Registrar registrar = new Registrar(config, boot);
    boolean started = false;
    try {
      OpenLog openLog = newest.isPresent() ? reopen(newest.get().folder()) : begin(name, registrar);
      lock.epoch(openLog.origin().epoch(), boot);
      Journal journal = Journal.start(config, lock, openLog, boot, others, registrar);
      started = true;
      return journal;
    } finally {
      if (!started) {
        registrar.close();
      }
    }
  }

  private OpenLog begin(String name, Registrar registrar) throws IOException {
    Origin origin = new Origin(config.domain(), config.region(), name, 1);
    SigningKey key = OpenLog.key(config, origin, "");
    registrar.require(Sighting.open(origin, key.vkey().toString(), OpenLog.drafts(config, origin)));
    Path folder = config.root().resolve(name).resolve("1");
    return OpenLog.create(config, boot, folder, origin, key);
  }

  private OpenLog reopen(Path folder) throws IOException {
    try {
      return OpenLog.reopen(config, boot, folder, read(folder));
    } catch (FormatException e) {
      throw corrupt(folder, e);
    }
  }

  private LogEnd read(Path folder) throws IOException {
    try {
      return LogEnd.read(disk, folder);
    } catch (FormatException e) {
      throw corrupt(folder, e);
    }
  }

  /** Says that a log is corrupt, and what its operator can do. */
  static AuditUnavailableException corrupt(Path folder, FormatException e) {
    return new AuditUnavailableException(
        "log in "
            + folder
            + " is corrupt: "
            + e.getMessage()
            + " (expected: what was written; asc audit new-epoch goes on without what is lost)",
        e);
  }

  /** Account by account. */
  static Balances sum(Balances a, Balances b) {
    Map<Account, Balance> sum = new HashMap<>(a.accounts());
    b.accounts()
        .forEach(
            (account, balance) ->
                sum.merge(
                    account,
                    balance,
                    (x, y) ->
                        new Balance(
                            Math.addExact(x.settled(), y.settled()),
                            Math.addExact(x.open(), y.open()))));
    return new Balances(sum);
  }
}
