package io.aiarco.asc.identity.apikey;

import java.security.SecureRandom;

/** Digits {@code 0-9 A-Z a-z}: what survives a double click, a URL and a shell unquoted. */
final class Base62 {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private Base62() {}

  /** {@code length} digits, each drawn evenly. */
  static String random(int length, SecureRandom random) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return text.toString();
  }

  /** {@code value}, at least 0, as exactly {@code length} digits, the highest first. */
  static String of(long value, int length) {
    char[] text = new char[length];
    long rest = value;
    for (int i = length - 1; i >= 0; i--) {
      text[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
      rest /= DIGITS.length();
    }
    return new String(text);
  }

  /** Whether {@code text} is {@code length} digits. */
  static boolean is(String text, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }
}
