package io.aiarco.asc.audit.anchor;

import io.aiarco.asc.audit.anchor.AnchorException.Reason;
import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.checkpoint.WitnessKey;
import io.aiarco.asc.audit.deposit.KeptCheckpoint;
import io.aiarco.asc.audit.evidence.LogProofs;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import io.aiarco.asc.audit.outbound.Destination;
import io.aiarco.asc.audit.outbound.HttpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A witness that speaks C2SP tlog-witness: it takes a checkpoint with the proof that it continues
 * the last one it cosigned, and cosigns it. What that last one was it says itself, in a 409, when
 * this process does not know: so nothing has to be remembered across restarts, and a log that was
 * rolled back meets a witness that has seen more.
 */
public final class WitnessAnchor implements Anchor {
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,15})\n?");

  private final Destination witness;
  private final WitnessKey key;
  private @Nullable SignedCheckpoint last;

  private WitnessAnchor(Destination witness, WitnessKey key) {
    this.witness = witness;
    this.key = key;
  }

  /**
   * A witness.
   *
   * @param witness its submission prefix
   * @param vkey its verifier key, of type 0x04
   * @throws IllegalArgumentException when {@code vkey} is none
   */
  public static WitnessAnchor of(Destination witness, String vkey) {
    try {
      return new WitnessAnchor(witness, WitnessKey.parse(vkey));
    } catch (FormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Requires the verifier key of a witness.
   *
   * @throws IllegalArgumentException when {@code vkey} is none
   */
  public static String requireVkey(String vkey) {
    try {
      return WitnessKey.parse(vkey).toString();
    } catch (FormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public String kind() {
    return "witness";
  }

  @Override
  public Receipt deposit(SignedCheckpoint checkpoint) throws AnchorException {
    SignedCheckpoint before = last;
    boolean known = before != null && before.origin().equals(checkpoint.origin());
    HttpReply reply = add(checkpoint, known && before != null ? before.bytes() : new byte[0]);
    if (reply.status() == CONFLICT) {
      reply = add(checkpoint, seenByWitness(checkpoint, reply));
    }
    if (reply.status() == CONFLICT || reply.status() == UNPROCESSABLE) {
      // The proof leads from and to checkpoints that we signed: the witness must hold another one.
      throw new AnchorException(
          Reason.FORK,
          "witness " + key.name() + ": holds another tree of this log (expected: the same)",
          null);
    }
    if (!reply.isGood()) {
      throw new AnchorException(
          Reason.REFUSED,
          "witness " + key.name() + ": status " + reply.status() + meaning(reply.status()),
          null);
    }
    byte[] cosigned = cosigned(checkpoint, reply);
    last = checkpoint;
    return new Receipt(LeafHash.hex(cosigned), Map.of(KeptCheckpoint.NOTE, cosigned));
  }

  private HttpReply add(SignedCheckpoint checkpoint, byte[] older) throws AnchorException {
    try {
      String body = LogProofs.consistency(checkpoint.folder(), older, checkpoint.bytes());
      return witness.send(
          "POST", "/add-checkpoint", "text/plain", body.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AnchorException(
          Reason.UNREACHABLE, "witness " + key.name() + ": " + e.getMessage(), e);
    }
  }

  /** The checkpoint of ours that the witness cosigned last; of no bytes when it has none. */
  private byte[] seenByWitness(SignedCheckpoint checkpoint, HttpReply conflict)
      throws AnchorException {
    if (!SIZE.matcher(conflict.text()).matches()) {
      throw new AnchorException(
          Reason.INVALID, "witness " + key.name() + ": 409 without a size (expected: one)", null);
    }
    long size = Long.parseLong(conflict.text().strip());
    if (size == 0) {
      return new byte[0];
    }
    try {
      byte[] file = Files.readAllBytes(checkpoint.folder().resolve(LogFiles.CHECKPOINTS));
      for (Note note : Note.parseAll(file).notes()) {
        if (note.size() == size && size <= checkpoint.size()) {
          return note.raw();
        }
      }
    } catch (IOException | FormatException e) {
      throw new AnchorException(
          Reason.UNREACHABLE, "checkpoints of " + checkpoint.origin() + ": " + e.getMessage(), e);
    }
    throw new AnchorException(
        Reason.FORK,
        "witness "
            + key.name()
            + ": has seen "
            + size
            + " records of "
            + checkpoint.origin()
            + " (expected: a checkpoint that this log has, of at most "
            + checkpoint.size()
            + ")",
        null);
  }

  /** The checkpoint with the witness's signature below the log's own. */
  private byte[] cosigned(SignedCheckpoint checkpoint, HttpReply reply) throws AnchorException {
    try {
      StringBuilder text = new StringBuilder(checkpoint.text());
      String ours = "\u2014 " + key.name() + " ";
      reply
          .text()
          .lines()
          .filter(it -> it.startsWith(ours))
          .forEach(it -> text.append(it).append('\n'));
      Note note = Note.parse(text.toString().getBytes(StandardCharsets.UTF_8));
      FormatException.require(
          note.cosigned(key).isPresent(), "no cosignature (expected: one by " + key + ")");
      return note.raw();
    } catch (FormatException e) {
      throw new AnchorException(Reason.INVALID, "witness " + key.name() + ": " + e.getMessage(), e);
    }
  }

  private static String meaning(int status) {
    return switch (status) {
      case 403 -> " (expected: that it trusts this log's key)";
      case 404 -> " (expected: that it knows this log's origin)";
      default -> " (expected: 200)";
    };
  }
}
