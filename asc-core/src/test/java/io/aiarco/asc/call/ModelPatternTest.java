package io.aiarco.asc.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ModelPatternTest {
  @Test
  void anExactPatternMeansOneName() {
    assertTrue(matches("support", "support"));
    assertFalse(matches("support", "support-2"));
    assertFalse(matches("support", "Support"));
  }

  @Test
  void aStarAtTheEndMeansAllThatBeginAlike() {
    assertTrue(matches("gpt-5*", "gpt-5"));
    assertTrue(matches("gpt-5*", "gpt-5-mini"));
    assertFalse(matches("gpt-5*", "gpt-4"));
    assertTrue(matches("*", "anything"));
  }

  @Test
  void aStarElsewhereIsRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new ModelPattern("*-mini"));

    assertEquals(
        "model pattern: *-mini (expected: a name, or a name's beginning and one *)",
        refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new ModelPattern("gpt**"));
  }

  private static boolean matches(String pattern, String model) {
    return new ModelPattern(pattern).matches(new ModelName(model));
  }
}
