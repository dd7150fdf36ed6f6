package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.format.LogFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to write one writer's logs: an operating system lock on {@code LOCK}, which ends with
 * the process however it ends. {@link #requireHeld} is thread-safe, the rest single-thread.
 *
 * <p>POSIX drops a process's lock when it closes <i>any</i> channel on the file, silently. So a JVM
 * must never open a LOCK it holds a second time, also not from another class loader; the table of
 * held ones therefore lives in the system properties, which all class loaders share.
 */
final class WriterLock implements AutoCloseable {
  private static final String HELD = "io.aiarco.asc.audit.lock:";
  private static final int MAX_TEXT_BYTES = 256;

  private final String property;
  private final FileChannel channel;
  private final FileLock lock;
  private volatile String written = "";

  private WriterLock(String property, FileChannel channel, FileLock lock) {
    this.property = property;
    this.channel = channel;
    this.lock = lock;
  }

  /** What {@link #take} found: the lock, or the text of its holder. */
  record Taken(@Nullable WriterLock lock, String holder) {
    Optional<WriterLock> held() {
      return Optional.ofNullable(lock);
    }
  }

  /** Takes the lock of the writer in {@code folder}, which exists. */
  static Taken take(Path folder, String boot) throws IOException {
    Path file = folder.toRealPath().resolve(LogFiles.LOCK);
    String property = HELD + file;
    String self = "pid=" + ProcessHandle.current().pid() + " boot=" + boot;
    Object other = System.getProperties().putIfAbsent(property, self);
    if (other != null) {
      return new Taken(null, other + " (this process)");
    }
    boolean taken = false;
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        return new Taken(null, text(channel));
      }
      taken = true;
      WriterLock held = new WriterLock(property, channel, lock);
      held.write(self + "\n");
      return new Taken(held, self);
    } finally {
      if (!taken) {
        System.getProperties().remove(property);
        channel.close();
      }
    }
  }

  /** Says in LOCK which epoch is written. */
  void epoch(long epoch, String boot) throws IOException {
    write("pid=" + ProcessHandle.current().pid() + " boot=" + boot + " epoch=" + epoch + "\n");
  }

  private void write(String text) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    written = text.strip();
  }

  /**
   * Fails when LOCK names somebody else: a third party dropped our lock by closing a channel of its
   * own, which the system does not tell, and another process took it.
   */
  void requireHeld() throws IOException {
    String now = text(channel);
    if (!now.equals(written)) {
      throw new IOException("LOCK: " + now + " (expected: " + written + ")");
    }
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_TEXT_BYTES);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
  }

  /** Says that the writer in {@code folder} is taken. */
  static AuditUnavailableException inUse(Path folder, String holder) {
    return new AuditUnavailableException(
        "writer "
            + folder.getFileName()
            + ": in use by "
            + holder
            + " (expected: one process per writer while limits are configured without a shared"
            + " store)",
        null);
  }

  @Override
  public void close() throws IOException {
    try {
      lock.release();
      channel.close();
    } finally {
      System.getProperties().remove(property);
    }
  }
}
