package io.aiarco.asc.audit.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The private key that signs one writer's checkpoints. Bouncy Castle's Ed25519: the JDK's takes
 * more than ten times as long. Thread-safe; {@link #toString()} shows the public half only.
 */
public final class SigningKey {
  /** Bytes of the seed a key is made from (RFC 8032 section 5.1.5). */
  public static final int SEED_BYTES = Ed25519.SECRET_KEY_SIZE;

  private final Ed25519PrivateKeyParameters key;
  private final Vkey vkey;

  /** The key of {@code seed}, {@link #SEED_BYTES} bytes, under {@code name}. */
  public SigningKey(String name, byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException(
          "signing key: " + seed.length + " bytes (expected: " + SEED_BYTES + ")");
    }
    this.key = new Ed25519PrivateKeyParameters(seed);
    this.vkey = new Vkey(name, key.generatePublicKey().getEncoded());
  }

  /** The public half. */
  public Vkey vkey() {
    return vkey;
  }

  /** 64 bytes over {@code message}. */
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    key.sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
    return signature;
  }

  /** A checkpoint signed by this key and {@code also}, all lines each with its LF. */
  public byte[] checkpoint(String origin, long size, byte[] root, SigningKey... also) {
    String text = origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    StringBuilder note = new StringBuilder(text).append('\n').append(signature(text));
    for (SigningKey other : also) {
      note.append(other.signature(text));
    }
    return note.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String signature(String text) {
    byte[] signature = sign(text.getBytes(StandardCharsets.UTF_8));
    byte[] blob = new byte[4 + signature.length];
    System.arraycopy(vkey.id(), 0, blob, 0, 4);
    System.arraycopy(signature, 0, blob, 4, signature.length);
    return "\u2014 " + vkey.name() + " " + Base64.getEncoder().encodeToString(blob) + "\n";
  }

  @Override
  public String toString() {
    return vkey.toString();
  }
}
