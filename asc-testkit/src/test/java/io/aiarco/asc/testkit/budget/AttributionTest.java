package io.aiarco.asc.testkit.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.Attribution;
import io.aiarco.asc.budget.TagRule;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttributionTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId LAB = new TenantId("lab");
  private static final Attribution STRICT =
      new Attribution(
          Map.of("centre", new TagRule(Set.of("4711"), false)),
          Map.of(LAB, Map.of("centre", new TagRule(Set.of("4711"), true))));

  @Test
  void aCallWithoutARightValueIsRefusedByNameOfTagAndValues() {
    assertEquals(
        "tag centre: missing (expected: one of 4711)",
        STRICT.missing(ACME, CallContext.NONE).orElseThrow().toString());
    assertEquals(
        "tag centre: another value (expected: one of 4711)",
        STRICT.missing(ACME, tagged("centre", "4712")).orElseThrow().toString());
    assertEquals(Optional.empty(), STRICT.missing(ACME, tagged("centre", "4711")));
    assertEquals(
        "tag p: missing (expected: any value)",
        new Attribution(Map.of("p", new TagRule(Set.of(), false)), Map.of())
            .missing(ACME, CallContext.NONE)
            .orElseThrow()
            .toString());
  }

  @Test
  void orItIsBookedAsUnattributed() {
    for (CallContext wrong : new CallContext[] {CallContext.NONE, tagged("centre", "4712")}) {
      CallContext booked = STRICT.booked(LAB, wrong);

      assertEquals(Map.of("centre", TagRule.UNATTRIBUTED), booked.tags().values());
      assertEquals(Optional.empty(), STRICT.missing(LAB, booked));
      assertEquals(wrong, STRICT.booked(ACME, wrong));
    }
    assertEquals(
        tagged("centre", "4711").tags(), STRICT.booked(LAB, tagged("centre", "4711")).tags());
  }

  /** A call may bear 16 tags; there is no place for one more. */
  @Test
  void aCallWithAllTagsTakenIsRefusedAndNotBookedElsewhere() {
    CallContext.Builder full = CallContext.NONE.toBuilder();
    for (int i = 0; i < 16; i++) {
      full.tag("t" + i, "v");
    }

    CallContext booked = STRICT.booked(LAB, full.build());

    assertTrue(STRICT.missing(LAB, booked).isPresent());
  }

  private static CallContext tagged(String key, String value) {
    return CallContext.NONE.toBuilder().tag(key, value).build();
  }
}
