package io.aiarco.asc.wire.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCursorTest {
  private final List<String> seen = new ArrayList<>();

  @Test
  void valuesNobodyReadsAreSkipped() {
    boolean whole =
        read(
            "{\"a\":{\"b\":[1,{\"c\":2}]},\"list\":[[1],{\"d\":3},4],\"e\":\"text\"}",
            (name, value) -> seen.add(name));

    assertTrue(whole);
    assertEquals(List.of("a", "list", "e"), seen);
  }

  @Test
  void itemsNobodyReadsAreSkipped() {
    read(
        "{\"list\":[[1,[2]],{\"d\":[3]},\"x\"],\"after\":1}",
        (name, value) -> {
          seen.add(name);
          value.list(item -> seen.add(item.isList() ? "list" : item.isObject() ? "object" : "?"));
        });

    assertEquals(List.of("list", "list", "object", "?", "after"), seen);
  }

  /** Fuzzing found the cut ones: Jackson's own decoder of UTF-32 threw what nobody expects. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void otherEncodingsAreNoJson(String encoding) throws IOException {
    byte[] bytes = "{\"a\":1}".getBytes(encoding);

    for (int length = 1; length <= bytes.length; length++) {
      assertFalse(JsonCursor.read(bytes, length, (name, value) -> {}), length + " bytes");
      assertEquals(Optional.empty(), ProviderJson.object(bytes, length), length + " bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"text\"",
        "{",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":[1",
        "{} {}",
        "{}x",
        "{\"a\":1}]",
        "{a:1}",
        "<html>",
        "{\"a\":\"\u0001\"}"
      })
  void whatIsNotOneObjectIsTold(String text) {
    assertFalse(read(text, (name, value) -> {}), text);
  }

  @Test
  void onlyTheFirstBytesCount() {
    byte[] bytes = "{\"a\":1}{\"b\":2}".getBytes(StandardCharsets.UTF_8);

    assertTrue(JsonCursor.read(bytes, 7, (name, value) -> seen.add(name)));

    assertEquals(List.of("a"), seen);
  }

  @Test
  void wholeNumbersOnly() {
    List<Long> numbers = new ArrayList<>();

    read(
        "{\"n\":[7,-7,7.0,\"7\",null,true,9223372036854775807,9223372036854775808,1e3]}",
        (name, value) -> value.list(item -> numbers.add(item.whole(-1))));

    assertEquals(Arrays.asList(7L, -7L, -1L, -1L, -1L, -1L, Long.MAX_VALUE, -1L, -1L), numbers);
  }

  @Test
  void unreadPartsKeepTheirDigitsAndLoseTheirLayout() {
    read(
        "{\"\u00e9\": { \"x\" : 1.50, \"y\": [ 1e400 , \"\\u00e9\" ] } , \"b\": [ true ] }",
        (name, value) -> {
          if (value.isObject()) {
            long position = value.position();
            value.object((field, inner) -> {});
            seen.add(value.since(position).text());
          } else {
            seen.add(value.json().text());
          }
        });

    assertEquals(List.of("{\"x\":1.50,\"y\":[1E+400,\"\u00e9\"]}", "[true]"), seen);
  }

  private static boolean read(String text, JsonCursor.Fields fields) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return JsonCursor.read(bytes, bytes.length, fields);
  }
}
