package io.aiarco.asc.identity.apikey;

import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.identity.UnauthenticatedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * A caller's API key, {@code asc_<env>_<id>_<secret>_<crc>}. Immutable.
 *
 * <ul>
 *   <li>{@code env}: 2 to 8 of {@code a-z}, such as {@code dev} or {@code prod}; a label for people
 *   <li>{@code id}: 12 base-62 digits, public, the name of the key in files and records
 *   <li>{@code secret}: 43 base-62 digits drawn evenly, 256 bits
 *   <li>{@code crc}: the CRC-32 (IEEE 802.3) of everything before its underscore, 6 base-62 digits.
 *       It finds every change of one character, so that a mistyped key is told apart from a revoked
 *       one, and scanners for leaked keys have no false alarms. It proves nothing.
 * </ul>
 *
 * <p>What is stored is {@link #sha256()}, the hash of the secret's 43 ASCII characters. The secret
 * has 256 random bits, so the hash needs no salt and no slow function: nobody can guess it back.
 */
public final class ApiKey {
  /** The form, for messages. */
  static final String FORM = "asc_<env>_<id>_<secret>_<crc>";

  private static final String PREFIX = "asc_";
  private static final int ENV_AT = PREFIX.length();
  private static final int ID_LENGTH = 12;
  private static final int SECRET_LENGTH = 43;
  private static final int CRC_LENGTH = 6;

  private final String env;
  private final String id;
  private final String secret;

  private ApiKey(String env, String id, String secret) {
    this.env = env;
    this.id = id;
    this.secret = secret;
  }

  /**
   * A new key. Only a {@link SecureRandom} is taken: any other generator can be foretold.
   *
   * @throws IllegalArgumentException when {@code env} is not 2 to 8 of a-z
   */
  public static ApiKey mint(String env, SecureRandom random) {
    if (!isEnv(env)) {
      throw new IllegalArgumentException("env: " + env + " (expected: 2 to 8 of a-z)");
    }
    return new ApiKey(env, Base62.random(ID_LENGTH, random), Base62.random(SECRET_LENGTH, random));
  }

  /** The same key with another secret, so that both can live until the caller has changed over. */
  public ApiKey rotate(SecureRandom random) {
    return new ApiKey(env, id, Base62.random(SECRET_LENGTH, random));
  }

  /**
   * Reads a key and checks its form and check digits, with no look-up.
   *
   * @throws UnauthenticatedException when it is no such key; the message does not repeat it
   */
  public static ApiKey parse(String text) {
    int id = text.indexOf('_', ENV_AT) + 1;
    int secret = text.indexOf('_', id) + 1;
    int digits = text.indexOf('_', secret) + 1;
    if (!text.startsWith(PREFIX) || id < ENV_AT || secret < id || digits < secret) {
      throw malformed(text);
    }
    ApiKey key =
        new ApiKey(
            text.substring(ENV_AT, id - 1),
            text.substring(id, secret - 1),
            text.substring(secret, digits - 1));
    String crc = text.substring(digits);
    if (!isEnv(key.env)
        || !isId(key.id)
        || !Base62.is(key.secret, SECRET_LENGTH)
        || !Base62.is(crc, CRC_LENGTH)) {
      throw malformed(text);
    }
    if (!crc.equals(crc(text, digits - 1))) {
      throw new UnauthenticatedException(
          "API key: check digits do not match, so it was mistyped or cut (expected: " + FORM + ")");
    }
    return key;
  }

  private static UnauthenticatedException malformed(String text) {
    return new UnauthenticatedException(
        "API key: " + text.length() + " characters of another form (expected: " + FORM + ")");
  }

  /** Whether {@code text} can be a key's id. */
  public static boolean isId(String text) {
    return Base62.is(text, ID_LENGTH);
  }

  /** Where the key is meant to be used; a label, checked by nobody. */
  public String env() {
    return env;
  }

  /** The public name. */
  public String id() {
    return id;
  }

  /** The hash to store, 64 lowercase hex digits. */
  public String sha256() {
    return HexFormat.of().formatHex(secretHash());
  }

  /** The whole key, to hand to its owner once. */
  public String reveal(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    String body = PREFIX + env + "_" + id + "_" + secret;
    return body + "_" + crc(body, body.length());
  }

  /** The hash to compare, a fresh array. */
  byte[] secretHash() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The check digits of the first {@code length} characters, all of them ASCII. */
  private static String crc(String text, int length) {
    CRC32 crc = new CRC32();
    for (int i = 0; i < length; i++) {
      crc.update(text.charAt(i));
    }
    return Base62.of(crc.getValue(), CRC_LENGTH);
  }

  private static boolean isEnv(String text) {
    boolean valid = text.length() >= 2 && text.length() <= 8;
    for (int i = 0; valid && i < text.length(); i++) {
      valid = text.charAt(i) >= 'a' && text.charAt(i) <= 'z';
    }
    return valid;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return PREFIX + env + "_" + id + "_...";
  }
}
