package io.aiarco.asc.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  @Test
  void writesTheNamesOfRfc8785InItsOrder() {
    // Section 3.2.3: by UTF-16 code unit, so the emoji comes before U+FB33.
    String[] names = {"\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"};

    CanonicalJson json = new CanonicalJson().beginObject();
    for (String name : names) {
      json.name(name).value(true);
    }

    assertEquals(
        "{\"\\r\":true,\"1\":true,\"\u0080\":true,\"\u00f6\":true,\"\u20ac\":true,"
            + "\"\ud83d\ude00\":true,\"\ufb33\":true}",
        text(json.endObject()));
  }

  @Test
  void writesTheStringsAndNumbersOfRfc8785() {
    // The example of section 3.2.2, its members sorted as in 3.2.3.
    CanonicalJson json = new CanonicalJson().beginObject();
    json.name("literals").beginArray().value(true).value(false).endArray();
    json.name("numbers").beginArray();
    for (double number : new double[] {333333333.33333329, 1E30, 4.50, 2e-3, 1e-27}) {
      json.value(number);
    }
    json.endArray();
    json.name("string").value("\u20ac$\u000f\nA'B\"\\\\\"/");

    assertEquals(
        "{\"literals\":[true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
            + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
        text(json.endObject()));
  }

  @Property
  void utf8IsTheJdks(@ForAll("wholeUnicode") String value) {
    String written = text(new CanonicalJson().value(value));

    StringBuilder expected = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      expected.append(escaped(c));
    }
    assertEquals(expected.append('"').toString(), written);
  }

  @Property
  void namesOutOfOrderAreRefused(
      @ForAll("wholeUnicode") String a, @ForAll("wholeUnicode") String b) {
    CanonicalJson json = new CanonicalJson().beginObject().name(a).value(1);

    if (a.compareTo(b) < 0) {
      json.name(b);
    } else {
      assertThrows(IllegalStateException.class, () -> json.name(b));
    }
  }

  @Property
  void nestedObjectsHaveTheirOwnOrder(@ForAll("names") Set<String> names) {
    Assume.that(!names.isEmpty());
    CanonicalJson json = new CanonicalJson().beginObject();
    StringBuilder expected = new StringBuilder("{");
    for (String name : new TreeSet<>(names)) {
      json.name(name).beginObject().name("a").value(1).name("b").value(2).endObject();
      expected.append(expected.length() > 1 ? "," : "");
      expected.append('"').append(name).append("\":{\"a\":1,\"b\":2}");
    }

    assertEquals(expected.append('}').toString(), text(json.endObject()));
  }

  @Property
  void aLoneSurrogateIsRefused(
      @ForAll("wholeUnicode") String before, @ForAll("surrogates") char lone) {
    String after = Character.isHighSurrogate(lone) ? "x" : "";
    String ended = before.isEmpty() ? "" : before + "x";

    assertThrows(
        IllegalArgumentException.class, () -> new CanonicalJson().value(ended + lone + after));
  }

  @Test
  void integersBeyondWhatJsonReadersKeepAreRefused() {
    long max = (1L << 53) - 1;

    assertEquals("9007199254740991", text(new CanonicalJson().value(max)));
    assertEquals("-9007199254740991", text(new CanonicalJson().value(-max)));
    assertThrows(IllegalArgumentException.class, () -> new CanonicalJson().value(max + 1));
    assertThrows(IllegalArgumentException.class, () -> new CanonicalJson().value(-max - 1));
  }

  @Test
  void bracketsMustMatch() {
    assertThrows(IllegalStateException.class, () -> new CanonicalJson().endObject());
    assertThrows(IllegalStateException.class, () -> new CanonicalJson().beginArray().endObject());
    assertThrows(IllegalStateException.class, () -> new CanonicalJson().beginArray().name("a"));
  }

  @Test
  void resetForgetsEverything() {
    CanonicalJson json = new CanonicalJson();
    json.beginObject().name("b").value("x");

    json.reset().beginObject().name("a").value(1).endObject();

    assertEquals("{\"a\":1}", text(json));
  }

  @Provide
  Arbitrary<String> wholeUnicode() {
    return Arbitraries.strings()
        .withCharRange('\u0000', '\uD7FF')
        .withCharRange('\uE000', '\uFFFF')
        .ofMaxLength(20)
        .map(text -> text.length() % 3 == 0 ? text + "\ud83d\ude00" : text);
  }

  @Provide
  Arbitrary<Set<String>> names() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(4).set();
  }

  @Provide
  Arbitrary<Character> surrogates() {
    return Arbitraries.chars().range('\ud800', '\udfff');
  }

  private static String escaped(char c) {
    int known = "\"\\\b\t\n\f\r".indexOf(c);
    if (known >= 0) {
      return "\\" + "\"\\btnfr".charAt(known);
    }
    return c < 0x20 ? String.format("\\u%04x", (int) c) : String.valueOf(c);
  }

  private static String text(CanonicalJson json) {
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }
}
