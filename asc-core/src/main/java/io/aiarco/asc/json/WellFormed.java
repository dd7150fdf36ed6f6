package io.aiarco.asc.json;

/**
 * Java text that UTF-8 can hold. A surrogate without its other half stands for no character; left
 * alone it would be written as a JSON escape, which providers refuse. Stateless.
 */
public final class WellFormed {
  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /** Whether {@code text} holds no lone surrogate. */
  public static boolean isText(String text) {
    return firstLone(text) < 0;
  }

  /** Whether the JSON text {@code json} spells none in its escapes, as {@code "\ud83d"} does. */
  public static boolean isJson(String json) {
    int lowAt = -1; // where the other half of a high surrogate must be spelled; -1 where none waits
    int at = json.indexOf('\\');
    while (at >= 0) {
      int unit = json.startsWith("u", at + 1) ? unit(json, at + 2) : -1;
      boolean low = unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
      if (lowAt < 0 ? low : at != lowAt || !low) {
        return false;
      }
      boolean high = unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
      lowAt = high ? at + 6 : -1;
      at = json.indexOf('\\', at + 2);
    }
    return lowAt < 0;
  }

  /** The code unit that four hex digits spell; -1 where there are none. */
  private static int unit(String json, int from) {
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = i < json.length() ? Character.digit(json.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  /** {@code text}, each lone surrogate replaced by U+FFFD; the same string when there is none. */
  public static String text(String text) {
    int lone = firstLone(text);
    return lone < 0 ? text : replaced(text, lone);
  }

  /** Where the first lone surrogate stands; -1 for none. */
  private static int firstLone(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!isPair(text, i)) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private static String replaced(String text, int from) {
    StringBuilder clean = new StringBuilder(text.length()).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        clean.append(c);
      } else if (isPair(text, i)) {
        clean.append(c).append(text.charAt(++i));
      } else {
        clean.append(REPLACEMENT);
      }
    }
    return clean.toString();
  }

  private static boolean isPair(String text, int high) {
    return Character.isHighSurrogate(text.charAt(high))
        && high + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(high + 1));
  }
}
