package io.aiarco.asc.audit.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A file system in memory that fails where it is told to, and then behaves as badly as one may:
 * what was not forced is lost in any order, block by block; names that no folder's force made safe
 * are lost one by one. Everything follows from the seed and the order of calls. Folders are safe at
 * once and exist on the real disk too, where LOCK lies. Thread-safe; the object's monitor guards
 * everything.
 */
final class SimulatedDisk implements Disk {
  private final Random random;
  private final int block;
  private final Set<Path> folders = new TreeSet<>();
  private final Map<Path, SimulatedFile> names = new TreeMap<>();
  private final Map<Path, SimulatedFile> safeNames = new TreeMap<>();
  private final List<NameChange> pendingNames = new ArrayList<>();
  private Fault fault = Fault.POWER_LOSS;
  private long faultIn = Long.MAX_VALUE;
  private boolean fired;
  private boolean off;
  private boolean full;
  private boolean lying;
  private boolean unreadable;
  private boolean held;
  private boolean holding;

  /** What one call did to names of a folder; a null file means that the name is gone. */
  private record NameChange(Path folder, Map<Path, SimulatedFile> names) {
    void applyTo(Map<Path, SimulatedFile> all) {
      names.forEach(
          (name, file) -> {
            if (file == null) {
              all.remove(name);
            } else {
              all.put(name, file);
            }
          });
    }
  }

  SimulatedDisk(long seed) {
    this.random = new Random(seed);
    this.block = random.nextBoolean() ? 512 : 4096;
  }

  /** Arms {@code fault}: it strikes at the operation after {@code operations} more. */
  synchronized void arm(Fault fault, int operations) {
    this.fault = fault;
    this.faultIn = operations;
    this.fired = false;
  }

  /** Whether the fault struck. */
  synchronized boolean fired() {
    return fired;
  }

  /** Whether nothing can be written any more, by its own. */
  synchronized boolean isDead() {
    return off || full;
  }

  /** Whether it lacks nothing but room. */
  synchronized boolean isFull() {
    return full;
  }

  /** Nothing strikes any more; the machine is on, its disk has room and tells the truth. */
  synchronized void heal() {
    faultIn = Long.MAX_VALUE;
    off = false;
    full = false;
    lying = false;
  }

  /** The machine goes off, and with it what was not forced. */
  synchronized void losePower() {
    for (NameChange change : pendingNames) {
      if (random.nextBoolean()) {
        change.applyTo(safeNames);
      }
    }
    pendingNames.clear();
    names.clear();
    names.putAll(safeNames);
    // In the order of names, or a seed would not tell what happens.
    names.values().forEach(file -> file.losePower(random, block));
  }

  /** Whether each read fails. */
  synchronized void failReads(boolean fail) {
    unreadable = fail;
  }

  /** Stops the next operation of another thread until {@link #go()}. */
  synchronized void hold() {
    held = true;
    holding = false;
  }

  /** Whether an operation is being held. */
  synchronized boolean isHolding() {
    return holding;
  }

  synchronized void go() {
    held = false;
    holding = false;
    notifyAll();
  }

  /** What stands in a file, even when the machine is off; null when there is none. */
  synchronized byte[] peek(Path file) {
    SimulatedFile found = names.get(file);
    return found == null ? null : found.seen();
  }

  /** Copies all files below {@code from} to the real folder {@code to}. */
  synchronized void copy(Path from, Path to) throws IOException {
    for (Map.Entry<Path, SimulatedFile> file : names.entrySet()) {
      if (file.getKey().startsWith(from)) {
        Path target = to.resolve(from.relativize(file.getKey()));
        Files.createDirectories(Disk.folderOf(target));
        Files.write(target, file.getValue().seen());
      }
    }
  }

  /** Files below {@code folder}, ascending. */
  synchronized List<Path> files(Path folder) {
    return names.keySet().stream().filter(file -> file.startsWith(folder)).toList();
  }

  private enum Kind {
    WRITE,
    FORCE,
    NAME
  }

  private interface Effect {
    void happen() throws IOException;
  }

  private boolean strikes(Kind kind) {
    boolean concerned =
        switch (fault) {
          case WRITE_ERROR, FULL -> kind == Kind.WRITE;
          case FORCE_ERROR, LYING_FORCE -> kind == Kind.FORCE;
          default -> true;
        };
    return concerned && faultIn-- == 0;
  }

  /** One operation that changes something, with the fault at its turn: before it, or after. */
  private void change(Kind kind, Effect whole, Effect part) throws IOException {
    while (held) {
      holding = true;
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    requireOn();
    if (!strikes(kind)) {
      whole.happen();
      return;
    }
    fired = true;
    switch (fault) {
      case POWER_LOSS, KILL -> {
        switch (random.nextInt(3)) {
          case 0 -> whole.happen();
          case 1 -> part.happen();
          default -> {}
        }
        off = true;
        if (fault == Fault.POWER_LOSS) {
          losePower();
        }
        throw new IOException("power lost");
      }
      case LYING_FORCE -> {
        lying = true;
        whole.happen();
      }
      default -> {
        full = fault == Fault.FULL;
        part.happen();
        throw new IOException(full ? "No space left on device" : "Input/output error");
      }
    }
  }

  private void requireOn() throws IOException {
    if (off) {
      throw new IOException("power lost");
    }
  }

  @Override
  public synchronized OpenFile open(Path file, boolean create) throws IOException {
    requireOn();
    SimulatedFile opened = names.get(file);
    if (!create) {
      if (opened == null) {
        throw new NoSuchFileException(file.toString());
      }
      return new Handle(opened);
    }
    if (opened != null) {
      throw new FileAlreadyExistsException(file.toString());
    }
    SimulatedFile made = new SimulatedFile();
    rename(new NameChange(Disk.folderOf(file), Map.of(file, made)));
    return new Handle(made);
  }

  private void rename(NameChange change) throws IOException {
    change(
        Kind.NAME,
        () -> {
          change.applyTo(names);
          pendingNames.add(change);
        },
        () -> {});
  }

  @Override
  public synchronized byte[] read(Path file) throws IOException {
    requireOn();
    if (unreadable) {
      throw new IOException("Input/output error");
    }
    SimulatedFile found = names.get(file);
    if (found == null) {
      throw new NoSuchFileException(file.toString());
    }
    return found.seen().clone();
  }

  @Override
  public synchronized byte[] readFirst(Path file, int most) throws IOException {
    byte[] all = read(file);
    return Arrays.copyOf(all, Math.min(most, all.length));
  }

  @Override
  public synchronized byte[] readFrom(Path file, long offset) throws IOException {
    byte[] all = read(file);
    return Arrays.copyOfRange(all, (int) offset, all.length);
  }

  @Override
  public synchronized long size(Path file) throws IOException {
    return read(file).length;
  }

  @Override
  public synchronized boolean exists(Path file) {
    return names.containsKey(file) || folders.contains(file);
  }

  @Override
  public synchronized List<String> list(Path folder) throws IOException {
    requireOn();
    TreeSet<String> list = new TreeSet<>();
    for (Set<Path> paths : List.of(names.keySet(), folders)) {
      paths.stream()
          .filter(path -> folder.equals(path.getParent()))
          .forEach(path -> list.add(path.getFileName().toString()));
    }
    return List.copyOf(list);
  }

  @Override
  public synchronized void createFolders(Path folder) throws IOException {
    requireOn();
    for (Path made = folder; made != null; made = made.getParent()) {
      folders.add(made);
    }
    Files.createDirectories(folder);
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    SimulatedFile file = names.get(from);
    if (file == null) {
      throw new NoSuchFileException(from.toString());
    }
    Map<Path, SimulatedFile> change = new HashMap<>();
    change.put(from, null);
    change.put(to, file);
    rename(new NameChange(Disk.folderOf(to), change));
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    Map<Path, SimulatedFile> change = new HashMap<>();
    change.put(file, null);
    rename(new NameChange(Disk.folderOf(file), change));
  }

  @Override
  public synchronized void forceFolder(Path folder) throws IOException {
    change(
        Kind.FORCE,
        () -> {
          if (!lying) {
            List<NameChange> safe =
                pendingNames.stream().filter(change -> change.folder().equals(folder)).toList();
            safe.forEach(change -> change.applyTo(safeNames));
            pendingNames.removeAll(safe);
          }
        },
        () -> {});
  }

  @Override
  public void makeReadOnly(Path file) {}

  @Override
  public synchronized long usableBytes(Path folder) {
    return full ? 0 : Long.MAX_VALUE;
  }

  private final class Handle implements OpenFile {
    private final SimulatedFile file;

    Handle(SimulatedFile file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
      synchronized (SimulatedDisk.this) {
        if (full) {
          throw new IOException("No space left on device");
        }
        // One write in eight is a short one.
        int most = random.nextInt(8) == 0 ? 1 + bytes.remaining() / 2 : bytes.remaining();
        int length = Math.min(most, bytes.remaining());
        byte[] written = new byte[length];
        bytes.get(bytes.position(), written);
        change(
            Kind.WRITE,
            () -> file.write((int) position, written),
            () ->
                file.write(
                    (int) position, java.util.Arrays.copyOf(written, random.nextInt(length + 1))));
        bytes.position(bytes.position() + length);
        return length;
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (SimulatedDisk.this) {
        change(
            Kind.FORCE,
            () -> {
              if (!lying) {
                file.force();
              }
            },
            () -> file.forceBadly(random, block));
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (SimulatedDisk.this) {
        change(Kind.WRITE, () -> file.truncate((int) size), () -> {});
      }
    }

    @Override
    public long size() throws IOException {
      synchronized (SimulatedDisk.this) {
        requireOn();
        return file.seen().length;
      }
    }

    @Override
    public boolean isAt(Path path) throws IOException {
      synchronized (SimulatedDisk.this) {
        requireOn();
        return names.get(path) == file;
      }
    }

    @Override
    public void close() {}
  }
}
