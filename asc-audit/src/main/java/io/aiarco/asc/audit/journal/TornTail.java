package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.LogFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What a crash left behind the end of a log: cut off, kept aside, and to be named by a {@code
 * recovery} record. Single-thread.
 */
final class TornTail {
  private final Disk disk;
  private final Path folder;
  private final LogEnd end;
  private final List<TornFile> torn = new ArrayList<>();

  TornTail(Disk disk, Path folder, LogEnd end) {
    this.disk = disk;
    this.folder = folder;
    this.end = end;
  }

  /** Cuts it; what holds is durable then. Tells each file that no record names yet. */
  List<TornFile> cut() throws IOException {
    if (!end.isSealed()) {
      secure();
    }
    cutTorn();
    return torn;
  }

  /**
   * Makes what holds of the last segment durable, before anything says where it ends. Its last
   * bytes are written anew: where an earlier force of them failed, the kernel takes them for
   * written, and no force would carry them over.
   */
  private void secure() throws IOException {
    byte[] unsure = end.unsure();
    try (Disk.OpenFile file = disk.open(folder.resolve(LogFiles.segment(end.firstSeq())), false)) {
      file.writeFully(unsure, unsure.length, end.recordBytes() - unsure.length);
      file.force();
    }
  }

  private void cutTorn() throws IOException {
    for (String name : end.unnamedTorn()) {
      keep(name, disk.read(folder.resolve(name)));
    }
    byte[] tail = end.torn();
    if (tail.length > 0) {
      String name = free(number -> LogFiles.torn(end.nextSeq(), number), 1);
      disk.replace(folder.resolve(name), tail);
      keep(name, tail);
    }
    byte[] half = end.halfNote();
    if (half.length > 0) {
      // Its number says at which seq it was cut: so the last segment tells whether it is named.
      String name = free(LogFiles::tornCheckpoints, end.nextSeq());
      disk.replace(folder.resolve(name), half);
      keep(name, half);
      try (Disk.OpenFile file = disk.open(folder.resolve(LogFiles.CHECKPOINTS), false)) {
        file.truncate(end.noteBytes());
        file.force();
      }
    }
  }

  private void keep(String name, byte[] bytes) {
    torn.add(new TornFile(name, bytes.length, LeafHash.hex(bytes)));
  }

  private String free(LongFunction<String> name, long first) {
    long number = first;
    while (disk.exists(folder.resolve(name.apply(number)))) {
      number++;
    }
    return name.apply(number);
  }
}
