package io.aiarco.asc.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** The grammar of the words a call is described with, and what their texts never show. */
class NamesTest {
  @Property
  void aNameIsTakenOrRefusedAndNeverPutsControlsIntoTheMessage(@ForAll String text) {
    boolean good = text.matches("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}");

    if (good) {
      assertEquals(text, new TenantId(text).value());
    } else {
      String message =
          assertThrows(IllegalArgumentException.class, () -> new TenantId(text)).getMessage();
      assertTrue(message.startsWith("tenant: "));
      assertTrue(message.length() < 200);
      assertFalse(message.matches(".*[\\x00-\\x1f\\x7f].*"));
    }
  }

  @Example
  void everyKindOfNameHasItsLimits() {
    String tooLong = "x".repeat(65);
    for (String bad : List.of("", tooLong, "-a", "a b", "a/b", "ä")) {
      assertThrows(IllegalArgumentException.class, () -> new ProviderId(bad));
      assertThrows(IllegalArgumentException.class, () -> new Region(bad));
      assertThrows(IllegalArgumentException.class, () -> new TeamId(bad));
      assertThrows(IllegalArgumentException.class, () -> new Workload(bad));
    }
    assertThrows(IllegalArgumentException.class, () -> new ModelName("a b"));
    assertThrows(IllegalArgumentException.class, () -> new ModelName("x".repeat(129)));
    assertThrows(IllegalArgumentException.class, () -> new CredentialRef("a", 0));
    assertThrows(IllegalArgumentException.class, () -> new CallId("not a ulid"));
    assertThrows(IllegalArgumentException.class, () -> new IdempotencyKey("x".repeat(257)));
    assertThrows(IllegalArgumentException.class, () -> new Principal("a\nb"));
    assertThrows(IllegalArgumentException.class, () -> new Revision(1, "xyz"));
  }

  @Example
  void tagsAreFewShortAndInKeyOrder() {
    Tags tags = Tags.NONE.with("b", "2").with("a", "1").with("b", "3");

    assertEquals(List.of("a", "b"), List.copyOf(tags.values().keySet()));
    assertEquals("3", tags.values().get("b"));
    for (String badKey : List.of("", "A", "a b", "x".repeat(65))) {
      assertThrows(IllegalArgumentException.class, () -> Tags.NONE.with(badKey, "v"));
    }
    for (String badValue : List.of("", "a\nb", "x".repeat(129))) {
      assertThrows(IllegalArgumentException.class, () -> Tags.NONE.with("k", badValue));
    }
    Map<String, String> tooMany = new java.util.HashMap<>();
    for (int i = 0; i < 17; i++) {
      tooMany.put("k" + i, "v");
    }
    assertThrows(IllegalArgumentException.class, () -> new Tags(tooMany));
    assertThrows(UnsupportedOperationException.class, () -> tags.values().put("c", "4"));
  }

  @Property
  void aDeadlineIsPastExactlyWhenNothingIsLeft(
      @ForAll @LongRange(min = -1_000, max = 1_000) long waitMillis) {
    ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
    Deadline deadline = Deadline.after(Duration.ofMillis(waitMillis), clock);

    assertEquals(waitMillis <= 0, deadline.isPast(clock));
    assertEquals(Duration.ofMillis(Math.max(0, waitMillis)), deadline.remaining(clock));
    clock.advance(Duration.ofMillis(Math.max(0, waitMillis)));
    assertTrue(deadline.isPast(clock));
  }
}
