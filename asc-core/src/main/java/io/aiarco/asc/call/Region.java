package io.aiarco.asc.call;

/**
 * Where a provider endpoint processes data, in the operator's own words, such as {@code eu-west}.
 * Immutable.
 */
public record Region(String value) {
  public Region {
    Names.require("region", value);
  }

  /**
   * A provider's word for where it works, as it is recorded and compared: letters, digits and
   * {@code +} alone, in lower case, at most 64. {@code West Europe} and {@code west-europe} are one
   * word.
   */
  public static String spelling(String reported) {
    StringBuilder plain = new StringBuilder(reported.length());
    for (int i = 0; i < reported.length() && plain.length() < 64; i++) {
      char c = reported.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        plain.append((char) (c + ('a' - 'A')));
      } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+') {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  @Override
  public String toString() {
    return value;
  }
}
