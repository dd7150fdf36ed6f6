package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.checkpoint.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Secrets that belong to a log and lie outside it: 32 random bytes per file, made on first use,
 * readable by their owner alone. Thread-safe.
 */
public final class KeyFiles {
  private static final int KEY_BYTES = 32;

  private final Path folder;
  private final RandomGenerator random;

  /** Keys in {@code folder}, made there when missing; {@code random} must be fit for keys. */
  public KeyFiles(Path folder, RandomGenerator random) {
    this.folder = folder;
    this.random = random;
  }

  /**
   * The key of this name, made when it is missing.
   *
   * @throws AuditUnavailableException when the file cannot be read or made, or others may read it
   */
  public byte[] named(String name) {
    return key(name);
  }

  /**
   * The key that signs one writer's checkpoints, as its log says; the newest where none is {@code
   * vkey}. Files are {@code audit-<writer>.ed25519} and, since it was rotated, {@code
   * audit-<writer>_2.ed25519} and so on: no writer's name has a {@code _}.
   */
  SigningKey signingKey(String writer, String keyName, String vkey) {
    int version = 1;
    SigningKey key = version(writer, keyName, version);
    while (!key.vkey().toString().equals(vkey)
        && Files.exists(folder.resolve(file(writer, version + 1)))) {
      version++;
      key = version(writer, keyName, version);
    }
    return key;
  }

  /** The key after {@code before}; made now, unless a rotation that was cut short has. */
  SigningKey nextSigningKey(String writer, SigningKey before) {
    int version = 1;
    String name = before.vkey().name();
    while (!version(writer, name, version).vkey().equals(before.vkey())) {
      version++;
    }
    return version(writer, name, version + 1);
  }

  private SigningKey version(String writer, String keyName, int version) {
    return new SigningKey(keyName, key(file(writer, version)));
  }

  private static String file(String writer, int version) {
    return "audit-" + writer + (version == 1 ? "" : "_" + version) + ".ed25519";
  }

  private byte[] key(String name) {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      requirePrivate(file);
      byte[] key = Files.readAllBytes(file);
      if (key.length != KEY_BYTES) {
        throw new AuditUnavailableException(
            "key file " + name + ": " + key.length + " bytes (expected: " + KEY_BYTES + ")", null);
      }
      return key;
    } catch (IOException e) {
      throw new AuditUnavailableException(
          "key file " + name + ": cannot be read or made (expected: a private file)", e);
    }
  }

  private void create(Path file) throws IOException {
    Files.createDirectories(folder);
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    Path temporary = Files.createTempFile(folder, "key-", ".tmp", ownerOnly());
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(key));
      channel.force(true);
    }
    try {
      Files.createLink(file, temporary); // whole or not at all, and never over another process's
    } catch (FileAlreadyExistsException e) {
      // The other process was first: its key is the key.
    } finally {
      Files.delete(temporary);
    }
    new FileDisk().forceFolder(folder);
  }

  private static void requirePrivate(Path file) throws IOException {
    if (!isPosix()) {
      return;
    }
    Set<PosixFilePermission> open =
        EnumSet.copyOf(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    open.remove(PosixFilePermission.OWNER_READ);
    open.remove(PosixFilePermission.OWNER_WRITE);
    if (!open.isEmpty()) {
      throw new AuditUnavailableException(
          "key file " + file.getFileName() + ": also " + open + " (expected: mode 0600)", null);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return isPosix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
