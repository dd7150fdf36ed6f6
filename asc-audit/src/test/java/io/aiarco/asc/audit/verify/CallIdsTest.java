package io.aiarco.asc.audit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.format.UlidBits;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CallIdsTest {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @Property(tries = 50)
  void holdsWhatASetHolds(@ForAll long seed) {
    Random random = new Random(seed);
    CallIds ids = new AllCalls();
    Set<CallId> expected = new HashSet<>();
    // Few different digits, so that ids come twice; thousands, so that tables grow.
    int digits = random.nextInt(2, 4);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder id = new StringBuilder("0".repeat(10));
      for (int j = 0; j < 16; j++) {
        id.append(DIGITS.charAt(random.nextInt(digits)));
      }
      CallId call = new CallId(id.toString());
      assertEquals(expected.contains(call), ids.contains(UlidBits.of(call)));
      assertEquals(expected.add(call), ids.add(UlidBits.of(call)));
    }
    expected.forEach(call -> assertTrue(ids.contains(UlidBits.of(call))));
  }

  /** Each of the 128 bits counts. */
  @Example
  void idsThatDifferInOneBitAreTwo() {
    CallIds ids = new AllCalls();
    assertTrue(ids.add(UlidBits.of(new CallId("0".repeat(26)))));
    for (int i = 0; i < 26; i++) {
      for (int bit : i == 0 ? List.of(1, 2, 4) : List.of(1, 2, 4, 8, 16)) {
        String id = "0".repeat(i) + DIGITS.charAt(bit) + "0".repeat(25 - i);
        assertTrue(ids.add(UlidBits.of(new CallId(id))), id);
      }
    }
    assertFalse(ids.add(UlidBits.of(new CallId("0".repeat(26)))));
  }

  /** Some seconds late at most: what is young enough is judged as by somebody who knows all. */
  @Property(tries = 100)
  void theNewestDecideWhatIsYoungerThanTheForgotten(@ForAll long seed) {
    Random random = new Random(seed);
    int kept = random.nextInt(3, 40);
    CallIds newest = new NewestCalls(kept);
    CallIds all = new AllCalls();
    for (int i = 0; i < 1_000; i++) {
      // Three ids for each place in time, so less than kept are younger.
      UlidBits call = new UlidBits(100 + i - random.nextInt(kept / 3), random.nextInt(3));
      assertEquals(all.contains(call), newest.contains(call));
      assertEquals(all.add(call), newest.add(call));
    }
  }

  @Example
  void whatIsOlderThanAllThatAreRememberedIsNotDecided() {
    CallIds newest = new NewestCalls(2);
    for (int i = 1; i < 4; i++) {
      assertTrue(newest.add(new UlidBits(i, 0)));
    }
    assertTrue(newest.contains(new UlidBits(1, 0)), "three are less than twice two");

    newest.add(new UlidBits(4, 0));

    assertTrue(newest.contains(new UlidBits(3, 0)));
    UlidBits old = new UlidBits(2, 0);
    assertThrows(CallIds.ForgottenException.class, () -> newest.contains(old));
    assertThrows(CallIds.ForgottenException.class, () -> newest.add(old));
  }

  /** Calls that come oldest last: what was forgotten is remembered in a second run. */
  @Example
  void verifierDecidesWithAllWhatTheNewestDoNot() throws IOException {
    Path data = Files.createTempDirectory("asc-call-ids");
    try {
      try (Journal journal = Journal.open(Logs.config(data).build())) {
        List<CallId> calls = Stream.generate(Records::call).limit(6).toList();
        for (int i = calls.size() - 1; i >= 0; i--) {
          journal.append(Records.intent(calls.get(i), "acme", Records.hold(100, 5)));
          journal.append(Records.outcome(calls.get(i), "acme", Records.settle(60, 3)));
        }
      }
      Path log = data.resolve("audit/gw-1/1");
      Outside nothing = new Outside(List.of(), List.of(), List.of(), List.of(), List.of());

      VerifyReport report = Verifier.verify(log, nothing, Pace.ofMachine(), 1);

      assertEquals(0, report.exitCode(), () -> report.lines().toString());
      assertEquals(Verifier.verify(log, nothing, Pace.ofMachine()), report);
    } finally {
      Logs.delete(data);
    }
  }
}
