package io.aiarco.asc.audit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.call.CallId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CallIdsTest {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @Property(tries = 50)
  void holdsWhatASetHolds(@ForAll long seed) {
    Random random = new Random(seed);
    CallIds ids = new CallIds();
    Set<CallId> expected = new HashSet<>();
    // Few different digits, so that ids come twice; thousands, so that tables grow.
    int digits = random.nextInt(2, 4);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder id = new StringBuilder("0".repeat(10));
      for (int j = 0; j < 16; j++) {
        id.append(DIGITS.charAt(random.nextInt(digits)));
      }
      CallId call = new CallId(id.toString());
      assertEquals(expected.contains(call), ids.contains(call));
      assertEquals(expected.add(call), ids.add(call));
    }
    expected.forEach(call -> assertTrue(ids.contains(call)));
  }

  /** Each of the 128 bits counts. */
  @Example
  void idsThatDifferInOneBitAreTwo() {
    CallIds ids = new CallIds();
    assertTrue(ids.add(new CallId("0".repeat(26))));
    for (int i = 0; i < 26; i++) {
      for (int bit : i == 0 ? List.of(1, 2, 4) : List.of(1, 2, 4, 8, 16)) {
        String id = "0".repeat(i) + DIGITS.charAt(bit) + "0".repeat(25 - i);
        assertTrue(ids.add(new CallId(id)), id);
      }
    }
    assertFalse(ids.add(new CallId("0".repeat(26))));
  }
}
