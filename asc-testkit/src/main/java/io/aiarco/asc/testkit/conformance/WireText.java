package io.aiarco.asc.testkit.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes as text that people can read: UTF-8, where single guillemets, which no protocol uses,
 * enclose what cannot be shown. {@code ‹0D›} and {@code ‹EF BB BF›} are those bytes, {@code ‹61 x
 * 1000›} is one of them a thousand times, and {@code ‹-›} at the end of a line takes its line end
 * away.
 */
final class WireText {
  private static final int MOST_BYTES = 64 << 20;
  private static final Pattern ESCAPE = Pattern.compile("‹([^‹›]*)›");
  private static final Pattern HEX =
      Pattern.compile("([0-9A-F]{2}(?: [0-9A-F]{2})*)(?: x ([0-9]{1,8}))?");

  private WireText() {}

  /**
   * Adds one line and its LF to {@code out}.
   *
   * @throws IllegalArgumentException when an escape is none
   */
  static void line(String line, ByteArrayOutputStream out) {
    boolean joined = line.endsWith("‹-›");
    out.writeBytes(bytes(joined ? line.substring(0, line.length() - 3) : line));
    if (!joined) {
      out.write('\n');
    }
  }

  /**
   * The text {@code written} stands for.
   *
   * @throws IllegalArgumentException when an escape is none
   */
  static String text(String written) {
    return new String(bytes(written), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String written) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Matcher escape = ESCAPE.matcher(written);
    int from = 0;
    while (escape.find()) {
      plain(written.substring(from, escape.start()), out);
      escaped(escape.group(1), out);
      from = escape.end();
    }
    plain(written.substring(from), out);
    return out.toByteArray();
  }

  private static void plain(String text, ByteArrayOutputStream out) {
    if (text.indexOf('‹') >= 0 || text.indexOf('›') >= 0) {
      throw new IllegalArgumentException("‹...›");
    }
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void escaped(String escape, ByteArrayOutputStream out) {
    Matcher hex = HEX.matcher(escape);
    if (!hex.matches()) {
      throw new IllegalArgumentException("‹0D 0A›, ‹61 x 1000›, or ‹-› at the end of a line");
    }
    byte[] once = HexFormat.ofDelimiter(" ").withUpperCase().parseHex(hex.group(1));
    int times = hex.group(2) == null ? 1 : Integer.parseInt(hex.group(2));
    if ((long) once.length * times > MOST_BYTES) {
      throw new IllegalArgumentException("at most " + MOST_BYTES + " bytes");
    }
    byte[] all = new byte[once.length * times];
    for (int i = 0; i < all.length; i++) {
      all[i] = once[i % once.length];
    }
    out.writeBytes(all);
  }
}
