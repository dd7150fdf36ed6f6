package io.aiarco.asc.budget.prices;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * Signs price books. Its text form, {@code PRIVATE+KEY+<verifier key>.<base64 of PKCS #8>}, is a
 * secret and belongs in a file of its own. {@link #toString()} shows the public half only.
 * Immutable.
 */
public final class BookSigner {
  private static final String PREFIX = "PRIVATE+KEY+";

  private final BookKey key;
  private final PrivateKey secret;

  private BookSigner(BookKey key, PrivateKey secret) {
    this.key = key;
    this.secret = secret;
  }

  /** A new signer called {@code name}, such as {@code example.com/finance}. */
  public static BookSigner mint(String name) {
    if (!BookKey.isName(name)) {
      throw new IllegalArgumentException("name: " + name + " (expected: one without blank and +)");
    }
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(encoded, encoded.length - BookKey.KEY_BYTES, encoded.length);
      return new BookSigner(new BookKey(name, raw), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /**
   * Reads {@link #reveal()}.
   *
   * @throws IllegalArgumentException when it is no signer; the message never shows it
   */
  public static BookSigner parse(String text) {
    int last = text.lastIndexOf('.');
    if (!text.startsWith(PREFIX) || last < 0) {
      throw new IllegalArgumentException("signing key (expected: as asc prices key wrote it)");
    }
    BookKey key = BookKey.parse(text.substring(PREFIX.length(), last));
    byte[] encoded = BookKey.base64(text.substring(last + 1), "signing key");
    try {
      PrivateKey secret =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new BookSigner(key, secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("signing key: no Ed25519 key (expected: one)", e);
    }
  }

  /** The public half, for {@code prices.signed-by}. */
  public BookKey key() {
    return key;
  }

  /** The secret, as {@link #parse} reads it. */
  public String reveal() {
    return PREFIX + key + "." + Base64.getEncoder().encodeToString(secret.getEncoded());
  }

  /** The signature of a book's file, a note to keep beside it. */
  public String sign(byte[] book) {
    String text = BookKey.text(book);
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(secret);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      byte[] signed = signature.sign();
      byte[] id = key.id();
      byte[] blob = Arrays.copyOf(id, id.length + signed.length);
      System.arraycopy(signed, 0, blob, id.length, signed.length);
      return text
          + "\n\u2014 "
          + key.name()
          + " "
          + Base64.getEncoder().encodeToString(blob)
          + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing key: refused by the JDK (expected: Ed25519)", e);
    }
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
