package io.aiarco.asc.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.DeadlineException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SettlementTest {
  private static final Ending CANCELLED = Ending.failed(new CancelledException("in a test", null));

  /**
   * Steps below 4 hand something over, 4 and 5 try to end: whatever the order, each is released
   * once.
   */
  @Property
  void whateverIsHandedOverIsReleasedOnce(
      @ForAll @Size(max = 40) List<@IntRange(max = 5) Integer> steps) {
    Settlement settlement = new Settlement();
    int[] released = new int[steps.size()];
    int wins = 0;
    for (int i = 0; i < steps.size(); i++) {
      int owned = i;
      if (steps.get(i) < 4) {
        settlement.own(ending -> released[owned]++);
      } else {
        wins += settlement.end(CANCELLED) ? 1 : 0;
      }
    }
    settlement.end(CANCELLED);

    assertTrue(wins <= 1);
    for (int i = 0; i < released.length; i++) {
      assertEquals(steps.get(i) < 4 ? 1 : 0, released[i]);
    }
  }

  @Test
  void releasesRunLastTakenFirst() {
    Settlement settlement = new Settlement();
    List<String> order = new ArrayList<>();
    settlement.own(ending -> order.add("hold"));
    settlement.own(ending -> order.add("stream"));

    settlement.end(CANCELLED);

    assertEquals(List.of("stream", "hold"), order);
  }

  @Test
  void oneFailingReleaseDoesNotKeepTheOthersFromRunning() {
    Settlement settlement = new Settlement();
    List<String> order = new ArrayList<>();
    settlement.own(ending -> order.add("hold"));
    settlement.own(
        ending -> {
          throw new IllegalStateException("a provider that cannot close");
        });

    assertThrows(IllegalStateException.class, () -> settlement.end(CANCELLED));

    assertEquals(List.of("hold"), order);
  }

  @Test
  void theLoserIsThrownTheWinnersFailure() {
    Settlement settlement = new Settlement();
    AscException late = new DeadlineException("reply", null);
    settlement.end(Ending.failed(late));

    assertSame(late, settlement.fail(new CancelledException("too late", null)));
    assertSame(late, assertThrows(DeadlineException.class, () -> settlement.enter("next")));
    assertFalse(settlement.end(CANCELLED));
  }
}
