package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.checkpoint.SigningKey;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.merkle.Frontier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Signs the tree's state into {@code checkpoints} and {@code checkpoint}. Single-thread. */
final class Checkpoints implements AutoCloseable {
  private final Disk disk;
  private final Path folder;
  private final String origin;
  private final SigningKey key;
  private final CheckpointListener listener;
  private final Disk.OpenFile file;
  private long end;
  private long signedSize;

  /**
   * @param end where the complete notes end
   * @param signedSize the newest one's size; 0 when there is none
   */
  Checkpoints(
      JournalConfig config, Path folder, String origin, SigningKey key, long end, long signedSize)
      throws IOException {
    this.disk = config.disk();
    this.listener = config.listener();
    this.folder = folder;
    this.origin = origin;
    this.key = key;
    this.end = end;
    this.signedSize = signedSize;
    Path path = folder.resolve(LogFiles.CHECKPOINTS);
    boolean create = !disk.exists(path);
    this.file = disk.open(path, create);
    if (create) {
      disk.forceFolder(folder);
    }
  }

  /** How many records the newest one covers. */
  long signedSize() {
    return signedSize;
  }

  /**
   * Signs {@code durable}, the tree over durable records only, unless that is done already.
   *
   * @param ends whether a segment or the log ends there
   * @param also the keys that were in force before, for the first above a {@code key.rotate}
   */
  void sign(Frontier durable, boolean ends, SigningKey... also) throws IOException {
    if (durable.size() == signedSize) {
      return;
    }
    byte[] note = key.checkpoint(origin, durable.size(), durable.root(), also);
    put(note, end);
    end += note.length + 1;
    signedSize = durable.size();
    listener.signed(
        new SignedCheckpoint(
            folder, origin, signedSize, new String(note, StandardCharsets.UTF_8), ends));
  }

  /**
   * Puts the newest note of {@code checkpoints} in place again where a process ended before it had.
   * It is written anew, since after a failed force no later one carries over what was written then.
   */
  void restore(byte[] newest) throws IOException {
    Path path = folder.resolve(LogFiles.CHECKPOINT);
    if (!disk.exists(path) || !Arrays.equals(disk.read(path), newest)) {
      put(newest, end - newest.length - 1);
    }
  }

  private void put(byte[] note, long at) throws IOException {
    byte[] separated = Arrays.copyOf(note, note.length + 1);
    separated[note.length] = '\n';
    file.writeFully(separated, separated.length, at);
    file.force();
    disk.replace(folder.resolve(LogFiles.CHECKPOINT), note);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
