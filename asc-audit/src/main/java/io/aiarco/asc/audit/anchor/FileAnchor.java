package io.aiarco.asc.audit.anchor;

import io.aiarco.asc.audit.anchor.AnchorException.Reason;
import io.aiarco.asc.audit.format.ForcedFile;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder the operator cannot change afterwards, such as a mount on another host or write-once
 * media: each checkpoint becomes one file there, {@code <origin>/<20 digits size>.checkpoint} with
 * the origin's slashes as they are. A file is never written twice.
 */
public final class FileAnchor implements Anchor {
  private final Path folder;

  /** {@code folder}: it must exist, so that a mount that is missing is not mistaken for it. */
  public FileAnchor(Path folder) {
    this.folder = folder;
  }

  @Override
  public String kind() {
    return "file";
  }

  @Override
  public Receipt deposit(SignedCheckpoint checkpoint) throws AnchorException {
    if (!Files.isDirectory(folder)) {
      throw new AnchorException(
          Reason.UNREACHABLE, folder + ": no such folder (expected: one that is mounted)", null);
    }
    try {
      Path log = Files.createDirectories(folder.resolve(checkpoint.origin()));
      ForcedFile.writeOnce(
          log.resolve(String.format("%020d.checkpoint", checkpoint.size())), checkpoint.bytes());
      return Receipt.kept(checkpoint.bytes());
    } catch (FileAlreadyExistsException e) {
      throw new AnchorException(
          Reason.FORK,
          e.getFile() + ": holds another checkpoint of this size (expected: the same)",
          e);
    } catch (IOException e) {
      throw new AnchorException(Reason.UNREACHABLE, folder + ": " + e.getMessage(), e);
    }
  }
}
