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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write one writer's logs: an operating system lock on {@code LOCK}, which ends with
 * the process however it ends. {@link #requireHeld} is thread-safe, the rest single-thread.
 *
 * <p>POSIX drops a process's lock when it closes <i>any</i> channel on the file, silently. So a JVM
 * must never open a LOCK it holds a second time, also not from another class loader; the table of
 * held ones therefore lives in the system properties, which all class loaders share.
 */
final class WriterLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WriterLock.class);
  private static final String HELD = "io.aiarco.asc.audit.lock:";
  private static final int MAX_TEXT_BYTES = 256;

  private final List<Held> files = new ArrayList<>();

  private WriterLock() {}

  /** Another process has the writer now. */
  static final class LostException extends IOException {
    private static final long serialVersionUID = 1L;

    LostException(String message) {
      super(message);
    }
  }

  private static final class Held {
    final String property;
    final FileChannel channel;
    final FileLock lock;
    volatile String written = "";

    Held(String property, FileChannel channel, FileLock lock) {
      this.property = property;
      this.channel = channel;
      this.lock = lock;
    }

    void write(String text) throws IOException {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
      written = text.strip();
    }
  }

  /** What {@link #take} found: the lock, or the text of its holder. */
  record Taken(@Nullable WriterLock lock, String holder) {}

  /** Takes the lock of the writer in all of {@code folders}, which exist. */
  static Taken take(List<Path> folders, String boot) throws IOException {
    WriterLock lock = new WriterLock();
    boolean taken = false;
    try {
      for (Path folder : folders) {
        Optional<String> other = lock.takeOne(folder, boot);
        if (other.isPresent()) {
          return new Taken(null, other.get());
        }
      }
      taken = true;
      return new Taken(lock, "");
    } finally {
      if (!taken) {
        lock.close();
      }
    }
  }

  /** Empty when taken, else who holds it. */
  private Optional<String> takeOne(Path folder, String boot) throws IOException {
    Path file = folder.toRealPath().resolve(LogFiles.LOCK);
    String property = HELD + file;
    String self = "pid=" + ProcessHandle.current().pid() + " boot=" + boot;
    Object other = System.getProperties().putIfAbsent(property, self);
    if (other != null) {
      return Optional.of(other + " (this process)");
    }
    boolean taken = false;
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        return Optional.of(text(channel));
      }
      taken = true;
      Held held = new Held(property, channel, lock);
      files.add(held);
      held.write(self + "\n");
      return Optional.empty();
    } finally {
      if (!taken) {
        System.getProperties().remove(property);
        channel.close();
      }
    }
  }

  /** Says in LOCK which epoch is written. */
  void epoch(long epoch, String boot) throws IOException {
    for (Held held : files) {
      held.write(
          "pid=" + ProcessHandle.current().pid() + " boot=" + boot + " epoch=" + epoch + "\n");
    }
  }

  /**
   * Fails when LOCK names somebody else: a third party dropped our lock by closing a channel of its
   * own, which the system does not tell, and another process took it. One that cannot be read, its
   * disk being dead, names nobody else.
   */
  void requireHeld() throws LostException {
    for (Held held : files) {
      String now = held.written;
      try {
        now = text(held.channel);
      } catch (IOException e) {
        log.debug("LOCK cannot be read", e);
      }
      if (!now.isEmpty() && !now.equals(held.written)) {
        throw new LostException("LOCK: " + now + " (expected: " + held.written + ")");
      }
    }
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_TEXT_BYTES);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
  }

  /** Says that {@code writer} is taken. */
  static AuditUnavailableException inUse(String writer, String holder) {
    return new AuditUnavailableException(
        "writer "
            + writer
            + ": in use by "
            + holder
            + " (expected: one process per writer while limits are configured without a shared"
            + " store)",
        null);
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Held held : files) {
      try {
        held.lock.release();
        held.channel.close();
      } catch (IOException e) {
        failure = e;
      } finally {
        System.getProperties().remove(held.property);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
