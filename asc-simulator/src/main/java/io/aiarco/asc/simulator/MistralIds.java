package io.aiarco.asc.simulator;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tool-call ids as Mistral has them: nine letters and digits (its error 3280 says so to everyone
 * who sends others).
 */
final class MistralIds {

  private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9]{9}");

  private MistralIds() {}

  static boolean valid(String id) {
    return VALID.matcher(id).matches();
  }

  /** {@code id} if it is valid, else nine characters that are always the same for it. */
  static String of(String id) {
    if (valid(id)) {
      return id;
    }
    // FNV-1a, 64 bits: spreads ids that differ in one digit over all nine places.
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    String digits = "00000000" + Long.toUnsignedString(hash, 36).toUpperCase(Locale.ROOT);
    return digits.substring(digits.length() - 9);
  }
}
