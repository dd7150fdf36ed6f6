package io.aiarco.asc.audit.content;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a random nonce of 12 bytes before the ciphertext and a tag of 16 behind it (NIST
 * SP 800-38D: one key for at most 2^32 of them). Thread-safe.
 */
final class Seal {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG = 16;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  Seal(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  byte[] seal(byte[] text, byte[] context) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = new byte[NONCE + text.length + TAG];
    System.arraycopy(nonce, 0, sealed, 0, NONCE);
    try {
      cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(text, 0, text.length, sealed, NONCE);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + CIPHER, e);
    }
  }

  byte[] open(byte[] sealed, byte[] context) {
    if (sealed.length < NONCE + TAG) {
      throw new IllegalArgumentException(
          "sealed: " + sealed.length + " bytes (expected: >= " + (NONCE + TAG) + ")");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, java.util.Arrays.copyOf(sealed, NONCE), context)
          .doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (AEADBadTagException e) {
      throw new IllegalArgumentException("sealed: changed, or sealed with another key", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + CIPHER, e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
    cipher.updateAAD(context);
    return cipher;
  }
}
