package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.format.UlidBits;
import java.security.SecureRandom;

/**
 * Remembers all calls: a table of their 128 bits, at most three quarters full, so 21 to 43 bytes
 * for each, where a {@link java.util.HashSet} takes two hundred. Places depend on a secret of the
 * process, or the writer of a log could choose ids that all fall on one. Single-thread.
 */
final class AllCalls implements CallIds {
  private static final int FIRST_PLACES = 1 << 6;
  private static final long SECRET = new SecureRandom().nextLong() | 1;

  /** High and low half of each id side by side; two zeros are an empty place. */
  private long[] table = new long[2 * FIRST_PLACES];

  private int size;
  private boolean hasZero;

  @Override
  public boolean add(UlidBits id) {
    if (id.high() == 0 && id.low() == 0) {
      boolean isNew = !hasZero;
      hasZero = true;
      return isNew;
    }
    int place = place(id.high(), id.low());
    if (!isEmpty(place)) {
      return false;
    }
    put(place, id.high(), id.low());
    if (++size > table.length / 8 * 3) {
      long[] old = table;
      table = new long[Math.multiplyExact(old.length, 2)];
      for (int i = 0; i < old.length; i += 2) {
        if ((old[i] | old[i + 1]) != 0) {
          put(place(old[i], old[i + 1]), old[i], old[i + 1]);
        }
      }
    }
    return true;
  }

  @Override
  public boolean contains(UlidBits id) {
    return id.high() == 0 && id.low() == 0 ? hasZero : !isEmpty(place(id.high(), id.low()));
  }

  private void put(int place, long high, long low) {
    table[place] = high;
    table[place + 1] = low;
  }

  private boolean isEmpty(int place) {
    return (table[place] | table[place + 1]) == 0;
  }

  /** Where the id is, or the empty place where it would be. */
  private int place(long high, long low) {
    int mask = table.length - 1;
    int place = (int) hash(high, low) << 1 & mask;
    while (!isEmpty(place) && (table[place] != high || table[place + 1] != low)) {
      place = place + 2 & mask;
    }
    return place;
  }

  private static long hash(long high, long low) {
    long hash = (high ^ SECRET) * 0x9E3779B97F4A7C15L;
    hash = (hash ^ hash >>> 32 ^ low) * SECRET;
    return hash ^ hash >>> 32;
  }
}
