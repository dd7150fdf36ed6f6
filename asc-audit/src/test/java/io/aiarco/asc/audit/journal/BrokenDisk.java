package io.aiarco.asc.audit.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The real disk, but for the faults a test asks for. Thread-safe. */
final class BrokenDisk implements Disk {
  private final FileDisk real = new FileDisk();
  private final AtomicInteger operations = new AtomicInteger();

  /** How often a file was written to, cut or forced after forcing it had failed. */
  final AtomicInteger changesAfterFailedForce = new AtomicInteger();

  volatile boolean forceFails;
  volatile boolean writeFails;
  volatile int mostBytes = Integer.MAX_VALUE;
  volatile long usableBytes = Long.MAX_VALUE;

  /** Forcing a segment waits for this. */
  volatile CountDownLatch forceWaits = new CountDownLatch(0);

  /** Whether something waits for it. */
  volatile boolean waiting;

  private final AtomicInteger looks = new AtomicInteger();

  /** How often somebody looked how much room there is. */
  int looks() {
    return looks.get();
  }

  /** Nothing below this folder can be changed. */
  volatile Path dead = Path.of("/nowhere");

  /** The changing operations that fail: from the first, counted from 1, up to before the last. */
  volatile int failsFrom = Integer.MAX_VALUE;

  volatile int failsTo = Integer.MAX_VALUE;

  /** How many operations changed something or tried to. */
  int operations() {
    return operations.get();
  }

  private void change(Path file) throws IOException {
    int number = operations.incrementAndGet();
    if (number >= failsFrom && number < failsTo || file.startsWith(dead)) {
      throw new IOException("Input/output error");
    }
  }

  @Override
  public OpenFile open(Path file, boolean create) throws IOException {
    if (create) {
      change(file);
    }
    return new BrokenFile(file, real.open(file, create));
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return real.read(file);
  }

  @Override
  public byte[] readFirst(Path file, int most) throws IOException {
    return real.readFirst(file, most);
  }

  @Override
  public byte[] readFrom(Path file, long offset) throws IOException {
    return real.readFrom(file, offset);
  }

  @Override
  public long size(Path file) throws IOException {
    return real.size(file);
  }

  @Override
  public boolean exists(Path file) {
    return real.exists(file);
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    return real.list(folder);
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    change(folder);
    real.createFolders(folder);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    change(from);
    real.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    change(file);
    real.delete(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    change(folder);
  }

  @Override
  public void makeReadOnly(Path file) throws IOException {
    change(file);
    real.makeReadOnly(file);
  }

  @Override
  public long usableBytes(Path folder) {
    looks.incrementAndGet();
    return usableBytes;
  }

  private final class BrokenFile implements OpenFile {
    private final Path path;
    private final OpenFile file;
    private boolean failed;

    BrokenFile(Path path, OpenFile file) {
      this.path = path;
      this.file = file;
    }

    private void changeFile() throws IOException {
      if (failed) {
        changesAfterFailedForce.incrementAndGet();
      }
      change(path);
    }

    private void await(CountDownLatch latch) throws IOException {
      waiting = latch.getCount() > 0;
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    /** A writer's; the registry is forced by a thread of its own, at moments nobody foresees. */
    private boolean isLog() {
      return path.toString().contains(".log") && !path.toString().contains("registry");
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
      changeFile();
      if (writeFails && isLog()) {
        throw new IOException("No space left on device");
      }
      int length = Math.min(mostBytes, bytes.remaining());
      int written = file.write(bytes.slice(bytes.position(), length), position);
      bytes.position(bytes.position() + written);
      return written;
    }

    @Override
    public void force() throws IOException {
      changeFile();
      if (isLog()) {
        await(forceWaits);
      }
      if (forceFails && isLog()) {
        forceFails = false; // as kernels do: the second force says it worked
        failed = true;
        throw new IOException("Input/output error");
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      changeFile();
      file.truncate(size);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public boolean isAt(Path path) throws IOException {
      return file.isAt(path);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
