package io.aiarco.asc.audit.verify;

import io.aiarco.asc.call.CallId;
import java.security.SecureRandom;

/**
 * All calls of a log, since none may be opened twice: tables of their 128 bits, at most three
 * quarters full, each of which grows by half when it must, so that little is held twice meanwhile.
 * A call takes between 21 and 32 bytes, and the five million of ten gigabytes at most 160 MB, where
 * a {@link java.util.HashSet} takes a gigabyte. Places depend on a secret of the process, or the
 * writer of a log could choose ids that all fall on one. Single-thread.
 */
final class CallIds {
  private static final int TABLES = 256;
  private static final int TABLE_BITS = 8;
  private static final int FIRST_PLACES = 8;
  private static final int DIGITS = 13;
  private static final int DIGIT_BITS = 5;
  private static final byte[] VALUES = new byte['Z' + 1];

  static {
    String digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for (int i = 0; i < digits.length(); i++) {
      VALUES[digits.charAt(i)] = (byte) i;
    }
  }

  private final long secret = new SecureRandom().nextLong() | 1;

  /** High and low half of each id side by side; two zeros are an empty place. */
  private final long[][] tables = new long[TABLES][2 * FIRST_PLACES];

  private final int[] sizes = new int[TABLES];
  private boolean hasZero;

  /** Adds an id; false when it is there already. */
  boolean add(CallId call) {
    long high = high(call.value());
    long low = low(call.value());
    if ((high | low) == 0) {
      boolean isNew = !hasZero;
      hasZero = true;
      return isNew;
    }
    int number = table(hash(high, low));
    if (!put(tables[number], high, low)) {
      return false;
    }
    if (++sizes[number] > tables[number].length / 8 * 3) {
      long[] old = tables[number];
      tables[number] = new long[old.length / 4 * 6];
      for (int i = 0; i < old.length; i += 2) {
        if ((old[i] | old[i + 1]) != 0) {
          put(tables[number], old[i], old[i + 1]);
        }
      }
    }
    return true;
  }

  /** Whether it is there. */
  boolean contains(CallId call) {
    long high = high(call.value());
    long low = low(call.value());
    if ((high | low) == 0) {
      return hasZero;
    }
    long[] table = tables[table(hash(high, low))];
    int place = place(table, high, low);
    return (table[place] | table[place + 1]) != 0;
  }

  /** False when it is there already. */
  private boolean put(long[] table, long high, long low) {
    int place = place(table, high, low);
    boolean isNew = (table[place] | table[place + 1]) == 0;
    table[place] = high;
    table[place + 1] = low;
    return isNew;
  }

  /** Where the id is, or the empty place where it would be. */
  private int place(long[] table, long high, long low) {
    long rest = hash(high, low) << TABLE_BITS >>> Integer.SIZE;
    int place = 2 * (int) (rest * (table.length / 2) >>> Integer.SIZE);
    while ((table[place] | table[place + 1]) != 0
        && (table[place] != high || table[place + 1] != low)) {
      place = place + 2 == table.length ? 0 : place + 2;
    }
    return place;
  }

  private static int table(long hash) {
    return (int) (hash >>> Long.SIZE - TABLE_BITS);
  }

  private long hash(long high, long low) {
    long hash = (high ^ secret) * 0x9E3779B97F4A7C15L;
    hash = (hash ^ hash >>> 32 ^ low) * secret;
    return (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
  }

  /** 13 digits after one of three bits make 63 bits; the 64th is the next digit's first. */
  private static long high(String ulid) {
    return bits(ulid, 0) << 1 | VALUES[ulid.charAt(DIGITS)] >> DIGIT_BITS - 1;
  }

  private static long low(String ulid) {
    return bits(ulid, DIGITS);
  }

  private static long bits(String ulid, int from) {
    long bits = 0;
    for (int i = from; i < from + DIGITS; i++) {
      bits = bits << DIGIT_BITS | VALUES[ulid.charAt(i)];
    }
    return bits;
  }
}
