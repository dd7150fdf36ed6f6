package io.aiarco.asc.audit.checkpoint;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One signed checkpoint as it was read: origin, size, root, signatures. Immutable. */
public final class Note {
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,15}");
  private static final long MAX_SIZE = 1L << 53;
  private static final int ID_BYTES = 4;

  private final byte[] raw;
  private final String origin;
  private final long size;
  private final byte[] root;
  private final List<Signature> signatures;

  private static final class Signature {
    final String name;
    final byte[] id;
    final byte[] bytes;

    Signature(String name, byte[] id, byte[] bytes) {
      this.name = name;
      this.id = id;
      this.bytes = bytes;
    }
  }

  /** The notes of a {@code checkpoints} file, and where its complete ones end. */
  public record Notes(List<Note> notes, int completeBytes) {}

  private Note(byte[] raw, String origin, long size, byte[] root, List<Signature> signatures) {
    this.raw = raw;
    this.origin = origin;
    this.size = size;
    this.root = root;
    this.signatures = signatures;
  }

  /** Reads a file with one note, which may have lost the LF of its last line, or gained some. */
  public static Note parseFile(Path file) throws IOException, FormatException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == '\n') {
      end--;
    }
    byte[] note = Arrays.copyOf(bytes, end + 1);
    note[end] = '\n';
    return parse(note);
  }

  /** Reads one note, every line with its LF. */
  public static Note parse(byte[] raw) throws FormatException {
    String text = utf8(raw);
    require(text.endsWith("\n"), "checkpoint: last line without LF");
    String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
    require(
        lines.length >= 5 && lines[3].isEmpty(),
        "checkpoint: expected origin, size, root, empty line, signatures");
    require(Origin.parse(lines[0]).isPresent(), "checkpoint: origin " + shown(lines[0]));
    require(
        SIZE.matcher(lines[1]).matches() && Long.parseLong(lines[1]) < MAX_SIZE,
        "checkpoint: size " + shown(lines[1]) + " (expected: a positive decimal below 2^53)");
    byte[] root = Vkey.base64(lines[2], "checkpoint root");
    require(
        root.length == LeafHash.BYTES,
        "checkpoint: root of " + root.length + " bytes (expected: 32)");
    List<Signature> signatures = new ArrayList<>();
    for (int i = 4; i < lines.length; i++) {
      signatures.add(signature(lines[i]));
    }
    return new Note(raw.clone(), lines[0], Long.parseLong(lines[1]), root, signatures);
  }

  private static Signature signature(String line) throws FormatException {
    String[] parts = line.split(" ", -1);
    require(
        parts.length == 3
            && parts[0].equals("\u2014")
            && !parts[1].isEmpty()
            && parts[1].indexOf('+') < 0,
        "checkpoint: signature line " + shown(line));
    byte[] blob = Vkey.base64(parts[2], "signature");
    require(blob.length > ID_BYTES, "checkpoint: signature of " + blob.length + " bytes");
    return new Signature(
        parts[1], Arrays.copyOf(blob, ID_BYTES), Arrays.copyOfRange(blob, ID_BYTES, blob.length));
  }

  private static String utf8(byte[] raw) throws FormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException("checkpoint: not UTF-8");
    }
  }

  /**
   * Reads notes one after the other, an empty line after each; a half one at the end is left. So is
   * one that a power loss left with holes: it is none, and no note follows.
   */
  public static Notes parseAll(byte[] bytes) throws FormatException {
    List<Note> notes = new ArrayList<>();
    int from = 0;
    while (true) {
      int body = emptyLine(bytes, from);
      int end = body < 0 ? -1 : emptyLine(bytes, body + 2);
      if (end < 0) {
        return new Notes(notes, from);
      }
      try {
        notes.add(parse(Arrays.copyOfRange(bytes, from, end + 1)));
      } catch (FormatException e) {
        require(!isFollowed(bytes, from), String.valueOf(e.getMessage()));
        return new Notes(notes, from);
      }
      from = end + 2;
    }
  }

  /** Whether a note begins after some empty line behind {@code from}. */
  private static boolean isFollowed(byte[] bytes, int from) {
    for (int at = emptyLine(bytes, from); at >= 0; at = emptyLine(bytes, at + 1)) {
      int body = emptyLine(bytes, at + 2);
      int end = body < 0 ? -1 : emptyLine(bytes, body + 2);
      if (end >= 0) {
        try {
          parse(Arrays.copyOfRange(bytes, at + 2, end + 1));
          return true;
        } catch (FormatException e) {
          // Not here.
        }
      }
    }
    return false;
  }

  private static int emptyLine(byte[] bytes, int from) {
    for (int i = from; i + 1 < bytes.length; i++) {
      if (bytes[i] == '\n' && bytes[i + 1] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /**
   * Those of {@code keys} that signed; signatures by others are ignored.
   *
   * @throws FormatException when one of {@code keys} is named and its signature is wrong
   */
  public Set<Vkey> signers(Collection<Vkey> keys) throws FormatException {
    Set<Vkey> signers = new LinkedHashSet<>();
    byte[] signed = signedText();
    for (Signature signature : signatures) {
      for (Vkey key : keys) {
        if (key.matches(signature.name, signature.id)) {
          require(
              key.verifies(signed, signature.bytes),
              "checkpoint of size "
                  + size
                  + ": bad signature by "
                  + signature.name
                  + "+"
                  + HexFormat.of().formatHex(signature.id));
          signers.add(key);
        }
      }
    }
    return signers;
  }

  /**
   * When the witness says to have seen it; empty when it has not cosigned.
   *
   * @throws FormatException when the witness is named and its cosignature is wrong
   */
  public Optional<Instant> cosigned(WitnessKey witness) throws FormatException {
    Optional<Instant> latest = Optional.empty();
    for (Signature signature : signatures) {
      if (witness.matches(signature.name, signature.id)) {
        Optional<Instant> time = witness.time(signedText(), signature.bytes);
        require(
            time.isPresent(),
            "checkpoint of size " + size + ": bad cosignature by " + witness.name());
        latest = latest.filter(t -> t.isAfter(time.get())).or(() -> time);
      }
    }
    return latest;
  }

  private byte[] signedText() {
    int end = emptyLine(raw, 0);
    return Arrays.copyOf(raw, end + 1);
  }

  /** Which log. */
  public String origin() {
    return origin;
  }

  /** How many records it covers. */
  public long size() {
    return size;
  }

  /** The root of the tree over them. */
  public byte[] root() {
    return root.clone();
  }

  /** The bytes it was read from. */
  public byte[] raw() {
    return raw.clone();
  }
}
