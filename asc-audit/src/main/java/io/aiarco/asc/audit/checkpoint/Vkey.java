package io.aiarco.asc.audit.checkpoint;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A verifier key of C2SP signed-note: {@code <name>+<8 hex key id>+<base64(type || key)>}, the id
 * being the start of SHA-256(name LF type key); the type is 0x01, a log's, but for {@link
 * WitnessKey}. Immutable.
 */
public final class Vkey {
  private static final byte ED25519 = 1;
  private static final int ID_BYTES = 4;

  private final String name;
  private final byte type;
  private final byte[] key;
  private final byte[] id;

  /** The verifier key of {@code publicKey}, 32 bytes, under {@code name}. */
  Vkey(String name, byte[] publicKey) {
    this(name, ED25519, publicKey);
  }

  private Vkey(String name, byte type, byte[] publicKey) {
    this.name = name;
    this.type = type;
    this.key = publicKey.clone();
    MessageDigest digest = LeafHash.sha256();
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(type);
    this.id = Arrays.copyOf(digest.digest(publicKey), ID_BYTES);
  }

  /** Reads {@link #toString()}. */
  public static Vkey parse(String text) throws FormatException {
    return parse(text, ED25519);
  }

  static Vkey parse(String text, byte type) throws FormatException {
    String[] parts = text.split("\\+", 3);
    require(parts.length == 3, "vkey: " + shown(text) + " (expected: name+id+key)");
    require(
        !parts[0].isEmpty() && parts[0].chars().noneMatch(Character::isWhitespace),
        "vkey: " + shown(text) + " (expected: a name without space)");
    byte[] raw = base64(parts[2], "vkey");
    require(
        raw.length == 1 + Ed25519.PUBLIC_KEY_SIZE && raw[0] == type,
        "vkey: " + shown(text) + " (expected: an Ed25519 key of type 0x0" + type + ")");
    byte[] key = Arrays.copyOfRange(raw, 1, raw.length);
    require(Ed25519.validatePublicKeyFull(key, 0), "vkey: not a point of Ed25519");
    Vkey vkey = new Vkey(parts[0], type, key);
    require(
        parts[1].equals(HexFormat.of().formatHex(vkey.id)),
        "vkey: id " + shown(parts[1]) + " (expected: " + HexFormat.of().formatHex(vkey.id) + ")");
    return vkey;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** Whether a signature line with this name and key id is meant for this key. */
  boolean matches(String otherName, byte[] otherId) {
    return name.equals(otherName) && Arrays.equals(id, otherId);
  }

  /** The key id, 4 bytes. */
  byte[] id() {
    return id.clone();
  }

  /** Whether {@code signature} is this key's over {@code message} (RFC 8032 section 5.1.7). */
  public boolean verifies(byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && new Ed25519PublicKeyParameters(key)
            .verify(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
  }

  /** Decodes canonical base64: padded, spare bits zero. */
  static byte[] base64(String text, String what) throws FormatException {
    try {
      byte[] raw = Base64.getDecoder().decode(text);
      require(
          Base64.getEncoder().encodeToString(raw).equals(text),
          what + ": " + shown(text) + " (expected: canonical base64)");
      return raw;
    } catch (IllegalArgumentException e) {
      throw new FormatException(what + ": " + shown(text) + " (expected: base64)");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vkey vkey && toString().equals(vkey.toString());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    byte[] raw = new byte[1 + key.length];
    raw[0] = type;
    System.arraycopy(key, 0, raw, 1, key.length);
    return name
        + "+"
        + HexFormat.of().formatHex(id)
        + "+"
        + Base64.getEncoder().encodeToString(raw);
  }
}
