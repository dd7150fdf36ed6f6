package io.aiarco.asc.simulator;

import java.util.ArrayList;
import java.util.List;

/** The simulator's idea of a token: a word with the white space before it. */
final class Words {

  private Words() {}

  /** Cuts {@code text} before each run of white space; the parts joined give the text again. */
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 1; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1))) {
        words.add(text.substring(start, i));
        start = i;
      }
    }
    if (start < text.length()) {
      words.add(text.substring(start));
    }
    return words;
  }

  static long count(String text) {
    return split(text).size();
  }
}
