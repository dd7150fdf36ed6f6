package io.aiarco.asc.gateway.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  @Property
  void editsAreADistance(
      @ForAll @AlphaChars @StringLength(max = 8) String a,
      @ForAll @AlphaChars @StringLength(max = 8) String b) {
    assertEquals(a.equals(b), NearestName.edits(a, b) == 0);
    assertEquals(NearestName.edits(a, b), NearestName.edits(b, a));
  }

  @Test
  void theNameWithTheFewestEditsIsMeant() {
    List<String> names = List.of("models", "model", "regions", "budget");

    assertEquals("models", NearestName.of("modles", names));
    assertEquals("budget", NearestName.of("bugdet", names));
    assertEquals("regions", NearestName.of("region", names));
  }

  @Test
  void whatIsFarFromEverythingGetsNoHint() {
    assertNull(NearestName.of("telemetry", List.of("models", "budget")));
    assertNull(NearestName.of("x", List.of()));
  }
}
