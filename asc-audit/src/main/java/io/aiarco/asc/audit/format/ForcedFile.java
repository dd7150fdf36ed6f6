package io.aiarco.asc.audit.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;

/**
 * Writes files that are there whole or not at all, and durable before the method returns: a
 * temporary file, forced, renamed, its folder forced. For what lies beside a log; a log's own files
 * go through the journal's disk.
 */
public final class ForcedFile {
  private ForcedFile() {}

  /** Makes {@code file} hold {@code content}, whatever it held before. */
  public static void replace(Path file, byte[] content) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file's folder");
    Path temporary = folder.resolve(file.getFileName() + LogFiles.TEMPORARY);
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /**
   * Makes {@code file} once; a second time with the same content does nothing.
   *
   * @throws FileAlreadyExistsException when it holds something else, which is kept
   */
  public static void writeOnce(Path file, byte[] content) throws IOException {
    if (!Files.exists(file)) {
      replace(file, content);
    } else if (!Arrays.equals(Files.readAllBytes(file), content)) {
      throw new FileAlreadyExistsException(
          file.toString(), null, "holds something else (expected: nothing, or the same)");
    }
  }
}
