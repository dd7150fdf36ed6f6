package io.aiarco.asc.audit.checkpoint;

import io.aiarco.asc.audit.format.FormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key of a witness that cosigns checkpoints: C2SP tlog-cosignature, {@code cosignature/v1},
 * Ed25519. A cosignature says that, at its time, the witness had seen no larger tree of the log and
 * none that this one does not continue. Immutable.
 */
public final class WitnessKey {
  /** The type of a cosigner's key in a vkey. */
  static final byte TYPE = 4;

  private static final int TIME_BYTES = Long.BYTES;

  private final Vkey key;

  private WitnessKey(Vkey key) {
    this.key = key;
  }

  /** Reads {@code name+id+base64(0x04 || key)}. */
  public static WitnessKey parse(String text) throws FormatException {
    return new WitnessKey(Vkey.parse(text, TYPE));
  }

  /** The witness's name. */
  public String name() {
    return key.name();
  }

  /** Whether a signature line with this name and key id is meant for this key. */
  boolean matches(String name, byte[] id) {
    return key.matches(name, id);
  }

  /** When {@code note} was cosigned with {@code signature}; empty when it is not this key's. */
  Optional<Instant> time(byte[] note, byte[] signature) {
    if (signature.length <= TIME_BYTES) {
      return Optional.empty();
    }
    long seconds = ByteBuffer.wrap(signature).getLong();
    boolean genuine =
        seconds >= 0
            && seconds <= Instant.MAX.getEpochSecond()
            && key.verifies(
                message(seconds, note),
                Arrays.copyOfRange(signature, TIME_BYTES, signature.length));
    return genuine ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
  }

  /** What a witness signs: {@code note} is the text without its signatures. */
  static byte[] message(long seconds, byte[] note) {
    byte[] head = ("cosignature/v1\ntime " + seconds + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] message = Arrays.copyOf(head, head.length + note.length);
    System.arraycopy(note, 0, message, head.length, note.length);
    return message;
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
