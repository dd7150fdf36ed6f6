package io.aiarco.asc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WellFormedTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":\"\\ud83d\\ude00\"}",
        "{\"a\":\"\\uD83D\\uDE00\\u0041\"}",
        "{\"a\":\"\\\\ud83d\"}",
        "\"\\u12\""
      })
  void jsonThatSpellsWholeCharactersIsWellFormed(String json) {
    assertTrue(WellFormed.isJson(json), json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud83d\"",
        "\"\\ud83d x\\ude00\"",
        "\"\\ude00\"",
        "\"\\ud83d\\n\\ude00\"",
        "\"\\ud83d\\ud83d\\ude00\"",
        "\"\\\\\\ud83d\""
      })
  void jsonThatSpellsHalfACharacterIsNot(String json) {
    assertFalse(WellFormed.isJson(json), json);
  }

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
