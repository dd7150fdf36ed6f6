package io.aiarco.asc.audit.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The file system as the journal uses it, so that tests can make it full, slow or broken. What is
 * not forced may be lost, in any order; a name is safe once its folder was forced.
 */
interface Disk {
  /** Opens for reading and writing; {@code create} makes it new and fails when it exists. */
  OpenFile open(Path file, boolean create) throws IOException;

  byte[] read(Path file) throws IOException;

  /** The first {@code most} bytes of a file; all of a shorter one. */
  byte[] readFirst(Path file, int most) throws IOException;

  /** What stands in a file from {@code offset} on. */
  byte[] readFrom(Path file, long offset) throws IOException;

  long size(Path file) throws IOException;

  boolean exists(Path file);

  /** Names in a folder, ascending; none when there is no such folder. */
  List<String> list(Path folder) throws IOException;

  void createFolders(Path folder) throws IOException;

  /** Renames within a folder, replacing what bears the name. */
  void rename(Path from, Path to) throws IOException;

  void delete(Path file) throws IOException;

  void forceFolder(Path folder) throws IOException;

  void makeReadOnly(Path file) throws IOException;

  long usableBytes(Path folder) throws IOException;

  /** One open file. Single-thread. */
  interface OpenFile extends Closeable {
    /** Writes some of what remains; may write less than all. */
    int write(ByteBuffer bytes, long position) throws IOException;

    /** Makes content and length durable. */
    void force() throws IOException;

    void truncate(long size) throws IOException;

    long size() throws IOException;

    /** Whether {@code file} still names this one, and not another or none. */
    boolean isAt(Path file) throws IOException;

    /** Writes all of {@code bytes[0, length)}. */
    default void writeFully(byte[] bytes, int length, long position) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      while (buffer.hasRemaining()) {
        if (write(buffer, position + buffer.position()) <= 0) {
          throw new IOException(
              "write: 0 of " + buffer.remaining() + " bytes (expected: progress)");
        }
      }
    }
  }

  /** Makes {@code target} hold {@code content}, whole or not at all, whatever happens. */
  default void replace(Path target, byte[] content) throws IOException {
    Path temporary =
        target.resolveSibling(target.getFileName() + io.aiarco.asc.audit.format.LogFiles.TEMPORARY);
    if (exists(temporary)) {
      delete(temporary);
    }
    try (OpenFile file = open(temporary, true)) {
      file.writeFully(content, content.length, 0);
      file.force();
    }
    rename(temporary, target);
    forceFolder(folderOf(target));
  }

  /** The folder a file lies in. */
  static Path folderOf(Path file) {
    return java.util.Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file's folder");
  }
}
