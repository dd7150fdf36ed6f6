package io.aiarco.asc.audit.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Destroys what must not come back. */
final class SecretFile {
  private SecretFile() {}

  /**
   * Overwrites the file's bytes where they are, then removes it. A disk or a file system that keeps
   * old blocks, and every backup, may still have them: that is beyond a program's reach.
   */
  static void destroy(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      erase(channel, 0, channel.size());
      channel.force(true);
    }
    Files.delete(file);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  /** Writes zeros over {@code length} bytes; whoever calls forces them. */
  static void erase(FileChannel channel, long position, long length) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(length, 64 * 1024));
    long at = position;
    while (at < position + length) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), position + length - at));
      at += channel.write(zeros, at);
    }
  }
}
