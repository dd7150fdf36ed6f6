package io.aiarco.asc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WellFormedTest {
  @Property
  void whatComesOutSurvivesUtf8AndDoesNotChangeAgain(
      @ForAll @CharRange(from = '\uD7F0', to = '\uE010') String text) {
    String clean = WellFormed.text(text);
    assertEquals(clean, new String(clean.getBytes(UTF_8), UTF_8));
    assertEquals(text.length(), clean.length());
    assertSame(clean, WellFormed.text(clean));
  }

  @ParameterizedTest
  @CsvSource({
    "'a\uD83D\uDE00b', 'a\uD83D\uDE00b'",
    "'\uD83D', '\uFFFD'",
    "'\uDE00\uD83D', '\uFFFD\uFFFD'",
    "'\uD83D\uD83D\uDE00', '\uFFFD\uD83D\uDE00'",
    "'x\uD83D', 'x\uFFFD'"
  })
  void onlyLoneHalvesAreReplaced(String text, String clean) {
    assertEquals(clean, WellFormed.text(text));
  }
}
