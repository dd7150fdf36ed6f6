package io.aiarco.asc.simulator.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @Property
  void writtenTextReadsTheSame(@ForAll String name, @ForAll String value, @ForAll long number)
      throws Exception {
    String n = wellFormed(name);
    String v = wellFormed(value);
    JsonObject object =
        JsonObject.create()
            .with(n + "1", v)
            .with(n + "2", number)
            .with(n + "3", List.of(JsonObject.create()));

    assertEquals(
        Map.of(n + "1", v, n + "2", BigDecimal.valueOf(number), n + "3", List.of(Map.of())),
        JsonReader.read(object.utf8()));
  }

  @Test
  void valuesOfEveryKindAreRead() throws Exception {
    assertEquals(
        List.of(
            true,
            false,
            JsonNull.NULL,
            new BigDecimal("-0.5E+3"),
            "\u00e9\n\ud83d\ude00",
            List.of()),
        read(" [true, false,null , -0.5E+3, \"\\u00e9\\n\\ud83d\\ude00\", [] ] "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[1,]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":1,\"a\":2}",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "-",
        "tru",
        "nul",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\t\"",
        "1 1",
        "NaN"
      })
  void whatIsNotJsonIsRefused(String text) {
    assertThrows(JsonSyntaxException.class, () -> read(text));
  }

  @Test
  void deepNestingAndInvalidUtf8AreRefused() {
    assertThrows(JsonSyntaxException.class, () -> read("[".repeat(100_000)));
    assertThrows(
        JsonSyntaxException.class, () -> JsonReader.read(new byte[] {'"', (byte) 0xC3, '"'}));
  }

  private static Object read(String text) throws JsonSyntaxException {
    return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** UTF-8 has no unpaired surrogates: what cannot be encoded becomes a question mark. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
