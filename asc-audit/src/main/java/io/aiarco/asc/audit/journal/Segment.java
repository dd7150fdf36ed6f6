package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.LogFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The open segment file. Zeros are written ahead of the records, because forcing bytes of a file
 * that does not grow is cheaper; they are empty space to every reader. Single-thread.
 */
final class Segment implements AutoCloseable {
  private static final byte[] ZEROS = new byte[64 * 1024];

  private final Disk disk;
  private final Path folder;
  private final long firstSeq;
  private final Disk.OpenFile file;
  private final int preallocateBytes;
  private long end;
  private long allocated;
  private boolean preallocates;

  private Segment(
      Disk disk, Path folder, long firstSeq, Disk.OpenFile file, long end, int preallocateBytes) {
    this.disk = disk;
    this.folder = folder;
    this.firstSeq = firstSeq;
    this.file = file;
    this.end = end;
    this.allocated = end;
    this.preallocateBytes = preallocateBytes;
    this.preallocates = preallocateBytes > 0;
  }

  /** A new segment, in place under its name with {@code first} durable in it. */
  static Segment create(Disk disk, Path folder, long firstSeq, Placed first, int preallocateBytes)
      throws IOException {
    Path path = folder.resolve(LogFiles.segment(firstSeq));
    Path temporary = folder.resolve(LogFiles.segment(firstSeq) + LogFiles.TEMPORARY);
    Segment segment =
        new Segment(disk, folder, firstSeq, disk.open(temporary, true), 0, preallocateBytes);
    boolean made = false;
    try {
      segment.append(first);
      disk.rename(temporary, path);
      disk.forceFolder(folder);
      made = true;
    } finally {
      if (!made) {
        segment.close();
      }
    }
    segment.preallocate();
    return segment;
  }

  /** The last segment of a log being opened again, cut at {@code end} and durable up to there. */
  static Segment reopen(Disk disk, Path folder, long firstSeq, long end, int preallocateBytes)
      throws IOException {
    Disk.OpenFile file = disk.open(folder.resolve(LogFiles.segment(firstSeq)), false);
    boolean opened = false;
    try {
      file.truncate(end);
      file.force();
      Segment segment = new Segment(disk, folder, firstSeq, file, end, preallocateBytes);
      segment.preallocate();
      opened = true;
      return segment;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  /** Writes lines and forces them. */
  void append(Placed lines) throws IOException {
    file.writeFully(lines.bytes(), lines.size(), end);
    file.force();
    end += lines.size();
  }

  /** Writes more zeros when few are left. Not being able to is no error: then the file grows. */
  void preallocate() {
    if (!preallocates || allocated - end > preallocateBytes / 8) {
      return;
    }
    try {
      long target = end + preallocateBytes;
      for (long at = Math.max(end, allocated); at < target; at += ZEROS.length) {
        file.writeFully(ZEROS, (int) Math.min(ZEROS.length, target - at), at);
      }
      file.force();
      allocated = target;
    } catch (IOException e) {
      preallocates = false;
    }
  }

  long firstSeq() {
    return firstSeq;
  }

  long size() {
    return end;
  }

  /** Fails when somebody renamed or deleted the file: what is written to it would not be found. */
  void requireInPlace() throws IOException {
    String name = LogFiles.segment(firstSeq);
    if (!file.isAt(folder.resolve(name))) {
      throw new IOException(name + ": renamed or deleted by somebody (expected: in its place)");
    }
  }

  /** Cuts the zeros off. */
  void trim() throws IOException {
    file.truncate(end);
    file.force();
  }

  /** Makes the segment final: its hash beside it, no more writing. */
  void seal() throws IOException {
    trim();
    file.close();
    Path path = folder.resolve(LogFiles.segment(firstSeq));
    seal(disk, folder, firstSeq, disk.read(path));
    disk.makeReadOnly(path);
  }

  private static void seal(Disk disk, Path folder, long firstSeq, byte[] content)
      throws IOException {
    String line = LeafHash.hex(content) + "  " + LogFiles.segment(firstSeq) + "\n";
    disk.replace(folder.resolve(LogFiles.seal(firstSeq)), line.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
