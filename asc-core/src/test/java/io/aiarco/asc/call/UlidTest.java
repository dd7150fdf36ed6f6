package io.aiarco.asc.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class UlidTest {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final long MAX_MILLIS = (1L << 48) - 1;

  @Property
  void encodesTimeThenRandomBits(
      @ForAll @LongRange(min = 0, max = MAX_MILLIS) long millis,
      @ForAll long high,
      @ForAll long low) {
    Ulid ulids = new Ulid(new ManualClock(Instant.ofEpochMilli(millis)), scripted(high, low));

    String text = ulids.next();

    BigInteger expected =
        BigInteger.valueOf(millis)
            .shiftLeft(16)
            .or(BigInteger.valueOf(high & 0xFFFF))
            .shiftLeft(64)
            .or(new BigInteger(Long.toUnsignedString(low)));
    assertEquals(expected, decode(text));
    assertTrue(Ulid.isValid(text), text);
  }

  @Property
  void ascendsStrictlyWhateverTheClockDoes(
      @ForAll List<@IntRange(min = -3, max = 3) Integer> steps, @ForAll long seed) {
    ManualClock clock = new ManualClock(Instant.parse("2026-11-21T10:00:00Z"));
    Ulid ulids = new Ulid(clock, new java.util.Random(seed));
    String last = ulids.next();

    for (int step : steps) {
      clock.advance(Duration.ofMillis(step));
      String next = ulids.next();
      assertTrue(next.compareTo(last) > 0, last + " then " + next);
      last = next;
    }
  }

  @Example
  void carriesFromTheLowBitsIntoTheHighAndThenIntoTheTime() {
    ManualClock clock = new ManualClock(Instant.ofEpochMilli(1000));
    Ulid carry = new Ulid(clock, scripted(0x1234, -1));
    Ulid full = new Ulid(clock, scripted(0xFFFF, -1));

    for (Ulid ulids : List.of(carry, full)) {
      BigInteger before = decode(ulids.next());
      assertEquals(before.add(BigInteger.ONE), decode(ulids.next()));
    }
  }

  @Example
  void onlyWholeUlidsInCapitalsAreValid() {
    String good = "01KAHM0000000000000000000Z";

    assertTrue(Ulid.isValid(good));
    assertTrue(Ulid.isValid("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"));
    for (String bad :
        List.of(
            "",
            good.substring(1),
            good + "0",
            good.toLowerCase(java.util.Locale.ROOT),
            "8" + good.substring(1),
            "I" + good.substring(1),
            good.substring(0, 25) + "U")) {
      assertFalse(Ulid.isValid(bad), bad);
    }
  }

  private static RandomGenerator scripted(long... values) {
    Deque<Long> left = new ArrayDeque<>();
    for (long value : values) {
      left.add(value);
    }
    return left::remove;
  }

  private static BigInteger decode(String text) {
    BigInteger value = BigInteger.ZERO;
    for (char c : text.toCharArray()) {
      value = value.shiftLeft(5).or(BigInteger.valueOf(DIGITS.indexOf(c)));
    }
    return value;
  }

  @Example
  void timeOfAUlidIsTheLastOneShown() {
    Instant shown = Instant.parse("2026-11-21T12:00:00.123Z");
    Ulid ids = new Ulid(Clock.fixed(shown, ZoneOffset.UTC), new Random(1));
    String id = ids.next();
    assertEquals(shown, Ulid.time(id));

    Clock before = Clock.fixed(shown.minusSeconds(3_600), ZoneOffset.UTC);
    assertEquals(shown, Ulid.time(Ulid.after(id, before, new Random(2)).next()));
  }
}
