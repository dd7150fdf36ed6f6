package io.aiarco.asc.audit.deposit;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.checkpoint.WitnessKey;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A checkpoint that was deposited outside, with what was got for it: the file {@code
 * anchors/<name>.note}, with a witness's cosignature among its signatures or a time stamp in {@code
 * anchors/<name>.tsr}. It lies in the operator's reach: only a key or a root from elsewhere makes
 * it evidence. Immutable.
 */
public final class KeptCheckpoint {
  /** Ends the name of a note. */
  public static final String NOTE = ".note";

  /** Ends the name of a time-stamp response over the note of the same name. */
  public static final String STAMP = ".tsr";

  private final String name;
  private final Note note;
  private final Optional<byte[]> stamp;

  private KeptCheckpoint(String name, Note note, Optional<byte[]> stamp) {
    this.name = name;
    this.note = note;
    this.stamp = stamp;
  }

  /**
   * Those of one log, by name.
   *
   * @throws FormatException naming a file that is no checkpoint
   */
  public static List<KeptCheckpoint> read(Path log) throws IOException, FormatException {
    Path folder = log.resolve(LogFiles.ANCHORS);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
    List<KeptCheckpoint> kept = new ArrayList<>();
    for (String file : files) {
      if (file.endsWith(NOTE)) {
        String name = file.substring(0, file.length() - NOTE.length());
        Optional<byte[]> stamp =
            files.contains(name + STAMP)
                ? Optional.of(Files.readAllBytes(folder.resolve(name + STAMP)))
                : Optional.empty();
        kept.add(new KeptCheckpoint(name, note(folder.resolve(file)), stamp));
      }
    }
    return kept;
  }

  private static Note note(Path file) throws IOException, FormatException {
    try {
      return Note.parse(Files.readAllBytes(file));
    } catch (FormatException e) {
      throw new FormatException(
          LogFiles.ANCHORS + "/" + file.getFileName() + ": " + e.getMessage());
    }
  }

  /** The name of its files, without their endings. */
  public String name() {
    return name;
  }

  /** The checkpoint. */
  public Note note() {
    return note;
  }

  /** The time-stamp response over the note's bytes. */
  public Optional<byte[]> stamp() {
    return stamp;
  }

  /**
   * Whether one of these witnesses cosigned it, or an authority under one of these roots stamped
   * it.
   *
   * @throws FormatException when what they are said to have given is not theirs
   */
  public boolean isVouchedFor(Collection<WitnessKey> witnesses, Set<X509Certificate> roots)
      throws FormatException {
    boolean vouched = false;
    for (WitnessKey witness : witnesses) {
      vouched |= note.cosigned(witness).isPresent();
    }
    if (stamp.isPresent() && !roots.isEmpty()) {
      TimestampToken.parse(stamp.get()).requireStamped(note.raw(), roots);
      vouched = true;
    }
    return vouched;
  }
}
