package io.aiarco.asc.audit.format;

import java.util.Arrays;

/**
 * Where the strings, integers and booleans of a record stand that is being read, in the order of
 * its text; not its keys. Single-thread.
 */
final class Scalars {
  /** Begin and end of each; an end below the begin marks what can be no hole. */
  private int[] places = new int[128];

  private int count;

  void clear() {
    count = 0;
  }

  /** A string without escapes, between its quotes, or an integer. */
  void hole(int begin, int end) {
    if (2 * count == places.length) {
      places = Arrays.copyOf(places, 4 * count);
    }
    places[2 * count] = begin;
    places[2 * count + 1] = end;
    count++;
  }

  /** Another value. */
  void other() {
    hole(0, -1);
  }

  int count() {
    return count;
  }

  boolean isHole(int i) {
    return end(i) >= begin(i);
  }

  int begin(int i) {
    return places[2 * i];
  }

  int end(int i) {
    return places[2 * i + 1];
  }
}
