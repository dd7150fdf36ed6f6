package io.aiarco.asc.call;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Makes ULIDs (github.com/ulid/spec, read 2026-11-21): 48 bits of milliseconds, 80 random bits, and
 * within one millisecond the last one plus 1, so that those of one generator strictly ascend even
 * when the clock steps back. Thread-safe; {@code lock} guards the last value.
 */
public final class Ulid {
  private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int LENGTH = 26;
  private static final int TIME_DIGITS = 10;
  private static final long RANDOM_HIGH_MASK = 0xFFFF;

  private final Clock clock;
  private final RandomGenerator random;
  private final ReentrantLock lock = new ReentrantLock();
  private long lastMillis = -1;
  private long high;
  private long low;

  /**
   * Times come from {@code clock}, the rest from {@code random}, which is only used under this
   * object's lock.
   */
  public Ulid(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * A generator that goes on after {@code last}, a ULID made earlier: all of its own are greater.
   *
   * @throws IllegalArgumentException when {@code last} is no ULID
   */
  public static Ulid after(String last, Clock clock, RandomGenerator random) {
    Ulid next = new Ulid(clock, random);
    next.lastMillis = time(last).toEpochMilli();
    for (int i = TIME_DIGITS; i < LENGTH; i++) {
      next.high = (next.high << 5 | next.low >>> 59) & RANDOM_HIGH_MASK;
      next.low = next.low << 5 | digit(last, i);
    }
    return next;
  }

  /**
   * The time in a ULID: no earlier than its generator's clock showed for it or any before it.
   *
   * @throws IllegalArgumentException when {@code ulid} is none
   */
  public static Instant time(String ulid) {
    if (!isValid(ulid)) {
      throw new IllegalArgumentException("ulid: " + ulid + " (expected: 26 digits of base 32)");
    }
    long millis = 0;
    for (int i = 0; i < TIME_DIGITS; i++) {
      millis = millis << 5 | digit(ulid, i);
    }
    return Instant.ofEpochMilli(millis);
  }

  private static int digit(String ulid, int place) {
    return Arrays.binarySearch(DIGITS, ulid.charAt(place));
  }

  /** The next one, greater than all before it. */
  public String next() {
    long now = clock.millis();
    lock.lock();
    try {
      if (now > lastMillis) {
        lastMillis = now;
        high = random.nextLong() & RANDOM_HIGH_MASK;
        low = random.nextLong();
      } else if (++low == 0 && ++high > RANDOM_HIGH_MASK) {
        lastMillis++;
        high = 0;
      }
      return encode(lastMillis, high, low);
    } finally {
      lock.unlock();
    }
  }

  /** Whether {@code text} is a ULID in capitals. */
  public static boolean isValid(String text) {
    if (text.length() != LENGTH || text.charAt(0) > '7') {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9'
        || c >= 'A' && c <= 'Z' && c != 'I' && c != 'L' && c != 'O' && c != 'U';
  }

  private static String encode(long millis, long high, long low) {
    char[] text = new char[LENGTH];
    for (int i = 0; i < 10; i++) {
      text[i] = DIGITS[(int) (millis >>> (45 - 5 * i)) & 31];
    }
    for (int i = 0; i < 16; i++) {
      int shift = 75 - 5 * i;
      long bits =
          shift >= 64
              ? high >>> (shift - 64)
              : shift == 0 ? low : low >>> shift | (shift > 59 ? high << (64 - shift) : 0);
      text[10 + i] = DIGITS[(int) bits & 31];
    }
    return new String(text);
  }
}
