package io.aiarco.asc.audit.journal;

import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders with logs in them, for tests. */
public final class Logs {
  private Logs() {}

  /** A configuration that writes no zeros ahead, needs no free disk and has no registry. */
  public static JournalConfig.Builder config(Path data) {
    return config(data, "gw-1");
  }

  /** The same for another writer. */
  public static JournalConfig.Builder config(Path data, String instance) {
    return JournalConfig.builder(data.resolve("audit"), instance, "aiarco.example", "eu-central")
        .keys(data.resolve("keys"))
        .preallocateBytes(0)
        .reserveBytes(0)
        .queue(1 << 20, Duration.ofSeconds(20))
        .cadence(Duration.ofHours(1), Duration.ofHours(1))
        .singleWriter(true)
        .registered(false);
  }

  /** A writer whose disk failed twice below it: three epochs, with a call open across the first. */
  public static void writeEpochs(Path data) {
    BrokenDisk disk = new BrokenDisk();
    try (Journal journal =
        Journal.open(config(data).disk(disk).segment(4_000, Duration.ofHours(1)).build())) {
      CallId across = Records.call();
      journal.append(Records.intent(across, "acme", Records.hold(100, 5))).await(Records.soon());
      disk.forceFails = true;
      journal.append(Records.denied(Records.call(), "globex")).await(Records.soon());
      journal.append(Records.outcome(across, "acme", Records.settle(60, 3))).await(Records.soon());
      for (int i = 0; i < 4; i++) {
        CallId call = Records.call();
        journal.append(Records.intent(call, "acme", Records.hold(100, 5))).await(Records.soon());
        journal.append(Records.outcome(call, "acme", Records.settle(7, 3))).await(Records.soon());
      }
      disk.forceFails = true;
      journal.append(Records.denied(Records.call(), "globex")).await(Records.soon());
    }
  }

  /** Copies a folder; what it was copied from may still be written. */
  public static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
