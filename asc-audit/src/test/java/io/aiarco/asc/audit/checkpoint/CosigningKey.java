package io.aiarco.asc.audit.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The private half of a {@link WitnessKey}, put together from the specification rather than from
 * the code under test.
 */
public final class CosigningKey {
  private final String name;
  private final Ed25519PrivateKeyParameters key;
  private final byte[] typed = new byte[33];
  private final byte[] id;

  public CosigningKey(String name, byte[] seed) {
    this.name = name;
    this.key = new Ed25519PrivateKeyParameters(seed);
    typed[0] = 4;
    System.arraycopy(key.generatePublicKey().getEncoded(), 0, typed, 1, 32);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
      this.id = Arrays.copyOf(digest.digest(typed), 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public String vkey() {
    return name
        + "+"
        + HexFormat.of().formatHex(id)
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }

  /** The signature line with its LF. */
  public String line(Note note, long seconds) {
    String text =
        note.origin()
            + "\n"
            + note.size()
            + "\n"
            + Base64.getEncoder().encodeToString(note.root())
            + "\n";
    byte[] message =
        ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    byte[] signature = new byte[64];
    key.sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
    ByteBuffer blob = ByteBuffer.allocate(4 + 8 + 64).put(id).putLong(seconds).put(signature);
    return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(blob.array()) + "\n";
  }
}
