package io.aiarco.asc.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * How fast one account is used, minute by minute, and how fast it usually is at that time of day.
 *
 * <p>Of the last ten minutes the three dearest are left out, since a few large calls are no pace.
 * The other seven are unusual when they cost more than seven quarters of what seven usual minutes
 * do: those of the dearest half-hour around the same time (the one before and the one after
 * included) on any of the last seven days. So neither a daily nor a weekly pattern is a surprise,
 * and threefold use is noticed when six to nine minutes of it lie in the window, the more the more
 * the days differ. An account that is used in fewer than four minutes of ten has no pace. Nothing
 * is unusual before a day has been seen. Single-thread.
 */
final class Pace {
  static final Duration WINDOW = Duration.ofMinutes(10);

  private static final int WINDOW_MINUTES = 10;
  private static final int KEPT = 7;
  private static final int SLOT_MINUTES = 30;
  private static final int SLOTS_PER_DAY = 48;
  private static final int DAYS = 7;

  /** Seven days, the slot under way and the one after it, a week ago. */
  private static final int SLOTS = DAYS * SLOTS_PER_DAY + 2;

  private final long[] minutes = new long[WINDOW_MINUTES];
  private final long[] slots = new long[SLOTS];
  private final long firstMinute;
  private long minute;

  /** Nothing seen before {@code now}. */
  Pace(Instant now) {
    this.minute = minute(now);
    this.firstMinute = minute;
  }

  /** {@code used} more since the last time, by {@code now}. */
  void add(long used, Instant now) {
    long at = Math.max(minute, minute(now)); // a clock that steps back changes nothing
    for (long passed = Math.max(minute + 1, at - WINDOW_MINUTES + 1); passed <= at; passed++) {
      minutes[index(passed, WINDOW_MINUTES)] = 0;
    }
    long slot = slot(at);
    for (long passed = Math.max(slot(minute) + 1, slot - SLOTS + 1); passed <= slot; passed++) {
      slots[index(passed, SLOTS)] = 0;
    }
    minute = at;
    minutes[index(at, WINDOW_MINUTES)] = sum(minutes[index(at, WINDOW_MINUTES)], used);
    slots[index(slot, SLOTS)] = sum(slots[index(slot, SLOTS)], used);
  }

  /** What the last ten minutes cost. */
  long window() {
    return Arrays.stream(minutes).reduce(0, Pace::sum);
  }

  /** What ten minutes around this time of day cost at most, as far as is known. */
  long usual() {
    long now = slot(minute);
    long most = 0;
    for (long day = 1; day <= DAYS; day++) {
      long then = now - day * SLOTS_PER_DAY;
      for (long slot = Math.max(then - 1, now - SLOTS + 1); slot <= then + 1; slot++) {
        most = Math.max(most, slots[index(slot, SLOTS)]);
      }
    }
    return most / SLOT_MINUTES * WINDOW_MINUTES;
  }

  /** Whether the last ten minutes are unusual. */
  boolean isUnusual() {
    if (minute - firstMinute < SLOTS_PER_DAY * SLOT_MINUTES) {
      return false;
    }
    long rest = Arrays.stream(minutes).sorted().limit(KEPT).reduce(0, Pace::sum);
    return rest / KEPT > usual() / WINDOW_MINUTES / 4 * 7;
  }

  private static long minute(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60L);
  }

  private static long slot(long minute) {
    return Math.floorDiv(minute, (long) SLOT_MINUTES);
  }

  private static int index(long number, int length) {
    return (int) Math.floorMod(number, (long) length);
  }

  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
