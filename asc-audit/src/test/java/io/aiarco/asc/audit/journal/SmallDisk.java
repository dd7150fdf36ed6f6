package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real file system of a few kilobytes: a tmpfs, which only root may mount. Single-thread. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one at {@code folder}; the test is skipped where that cannot be done, unless property
   * {@code asc.tmpfs} is {@code required}.
   *
   * @param options as {@code mount -o} takes them, such as {@code size=64k}
   */
  static SmallDisk mount(Path folder, String options) throws IOException {
    Files.createDirectories(folder);
    String refused = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
    if ("required".equals(System.getProperty("asc.tmpfs"))) {
      assertEquals("", refused);
    }
    assumeTrue(refused.isEmpty(), () -> "no tmpfs here: " + refused);
    return new SmallDisk(folder);
  }

  /** Takes so many bytes away; deleting the file gives them back. */
  Path ballast(int bytes) throws IOException {
    return Files.write(folder.resolve("ballast"), new byte[bytes]);
  }

  @Override
  public void close() throws IOException {
    String failed = run("umount", folder.toString());
    if (!failed.isEmpty()) {
      throw new IOException(failed);
    }
  }

  /** What a command says; nothing when it works. */
  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(1, TimeUnit.MINUTES);
      return ended && process.exitValue() == 0 ? "" : command[0] + ": " + said.strip();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return command[0] + ": interrupted";
    }
  }
}
