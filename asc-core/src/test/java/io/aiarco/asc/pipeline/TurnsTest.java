package io.aiarco.asc.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final List<String> CALLERS = List.of("a", "b", "c");

  @Test
  void aCallerWithManyKeepsAnotherWaitingForOneTurn() {
    Turns<String> turns = new Turns<>();
    for (String item : List.of("a1", "a2", "a3", "b1")) {
      turns.add(item.substring(0, 1), item);
    }
    assertEquals(List.of("a1", "b1", "a2", "a3"), drained(turns));
  }

  /**
   * Whatever comes, leaves and is served: each caller is served in the order in which it came, and
   * between two turns of one no other that waits all the while is passed over.
   */
  @Property
  void everyCallerIsServedInItsOrderAndNobodyTwiceBeforeAnother(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 8) Integer> steps) {
    Turns<String> turns = new Turns<>();
    Map<String, Deque<String>> came = new HashMap<>();
    Map<String, Integer> passed = new HashMap<>(); // turns of others since one waits or was served
    int number = 0;
    for (int step : steps) {
      String caller = CALLERS.get(step % 3);
      Deque<String> line = came.computeIfAbsent(caller, c -> new ArrayDeque<>());
      switch (step / 3) {
        case 0 -> {
          String item = caller + number++;
          if (line.isEmpty()) {
            passed.put(caller, 0);
          }
          line.add(item);
          turns.add(caller, item);
        }
        case 1 -> {
          String last = line.pollLast();
          if (last != null) {
            turns.remove(caller, last);
            turns.remove(caller, last); // gone already
          }
        }
        default -> serve(turns, came, passed);
      }
      assertEquals(came.values().stream().mapToInt(Deque::size).sum(), turns.size());
    }
    while (turns.size() > 0) {
      serve(turns, came, passed);
    }
    assertNull(turns.peek());
  }

  private static void serve(
      Turns<String> turns, Map<String, Deque<String>> came, Map<String, Integer> passed) {
    String next = turns.peek();
    if (next == null) {
      assertTrue(came.values().stream().allMatch(Deque::isEmpty));
      return;
    }
    turns.poll();
    String caller = next.substring(0, 1);
    assertEquals(came.get(caller).poll(), next);
    came.forEach(
        (other, line) -> {
          if (!other.equals(caller) && !line.isEmpty()) {
            assertTrue(passed.merge(other, 1, Integer::sum) < CALLERS.size(), other);
          }
        });
    passed.put(caller, 0);
  }

  private static List<String> drained(Turns<String> turns) {
    List<String> all = new java.util.ArrayList<>();
    for (String next = turns.peek(); next != null; next = turns.peek()) {
      all.add(next);
      turns.poll();
    }
    return all;
  }
}
