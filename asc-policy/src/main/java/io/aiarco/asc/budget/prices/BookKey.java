package io.aiarco.asc.budget.prices;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public key a price book's signature is verified with, as a verifier key of C2SP signed-note:
 * {@code <name>+<8 hex key id>+<base64(0x01 || key)>}, the id being the start of SHA-256(name LF
 * 0x01 key). Immutable.
 *
 * <p>A signature is a note of its own beside the book: its text is {@code asc-prices/1} and the hex
 * SHA-256 of the book's file, one line each. So the file stays plain, and any program that knows
 * signed notes can verify it.
 */
public final class BookKey {
  static final byte ED25519 = 1;
  static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 4;
  private static final int SIGNATURE_BYTES = 64;

  /** What stands before the 32 bytes of a key in its X.509 form (RFC 8410 section 4). */
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] key;
  private final byte[] id;

  BookKey(String name, byte[] key) {
    this.name = name;
    this.key = key.clone();
    this.id = id(name, key);
  }

  /**
   * Reads a verifier key.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static BookKey parse(String vkey) {
    String[] parts = vkey.split("\\+", 3);
    if (parts.length == 3 && isName(parts[0])) {
      byte[] raw = base64(parts[2], "vkey");
      if (raw.length == 1 + KEY_BYTES && raw[0] == ED25519) {
        BookKey key = new BookKey(parts[0], Arrays.copyOfRange(raw, 1, raw.length));
        if (key.toString().equals(vkey)) {
          return key;
        }
      }
    }
    throw new IllegalArgumentException("vkey (expected: name+id+key of Ed25519)");
  }

  /**
   * Verifies a book's signature.
   *
   * @param book the file's bytes
   * @param note the signature's
   * @throws IllegalArgumentException when none in the note is this key's over this book
   */
  public void verify(byte[] book, String note) {
    String text = text(book);
    if (!note.startsWith(text + "\n")) {
      throw new IllegalArgumentException(
          "signature: of another file (expected: of sha256 " + sha256(book) + ")");
    }
    for (String line : note.substring(text.length() + 1).split("\n", -1)) {
      String mine = "\u2014 " + name + " ";
      if (line.startsWith(mine) && isValid(text, base64(line.substring(mine.length()), "note"))) {
        return;
      }
    }
    throw new IllegalArgumentException("signature: none that verifies (expected: of " + this + ")");
  }

  private boolean isValid(String text, byte[] blob) {
    if (blob.length != ID_BYTES + SIGNATURE_BYTES
        || !Arrays.equals(id, Arrays.copyOf(blob, ID_BYTES))) {
      return false;
    }
    byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
    System.arraycopy(key, 0, encoded, X509_PREFIX.length, KEY_BYTES);
    try {
      PublicKey publicKey =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(publicKey);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.verify(blob, ID_BYTES, SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      return false; // not a point, not a signature
    }
  }

  /** The text that is signed for a book. */
  static String text(byte[] book) {
    return "asc-prices/1\n" + sha256(book) + "\n";
  }

  byte[] id() {
    return id.clone();
  }

  String name() {
    return name;
  }

  static boolean isName(String name) {
    return !name.isEmpty() && name.chars().noneMatch(c -> Character.isWhitespace(c) || c == '+');
  }

  static byte[] base64(String text, String what) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(what + ": not base64 (expected: base64)", e);
    }
  }

  private static byte[] id(String name, byte[] key) {
    MessageDigest digest = digest();
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(ED25519);
    return Arrays.copyOf(digest.digest(key), ID_BYTES);
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    byte[] raw = new byte[1 + KEY_BYTES];
    raw[0] = ED25519;
    System.arraycopy(key, 0, raw, 1, KEY_BYTES);
    return name
        + "+"
        + HexFormat.of().formatHex(id)
        + "+"
        + Base64.getEncoder().encodeToString(raw);
  }
}
