package io.aiarco.asc.wire.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompactJsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{}|{}",
        " { \"a\" : [ 1 , true , null ] } |{\"a\":[1,true,null]}",
        "{\"n\":[1.0,1.00,-0,1e400,123456789012345678901234567890]}|{\"n\":[1.0,1.00,-0,1E+400,123456789012345678901234567890]}",
        "{\"\\u0061\":\"\\u00e9\\/\\n\"}|{\"a\":\"é/\\n\"}",
        "{\"a\":{\"b\":{}}}|{\"a\":{\"b\":{}}}",
        "{\"a\":\"\\ud83d\"}|{\"a\":\"\uFFFD\"}"
      })
  void layoutGoesAndMeaningStays(String text, String compact) {
    assertEquals(Optional.of(compact), CompactJson.object(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "1",
        "\"{}\"",
        "{",
        "{}}",
        "{} {}",
        "{}x",
        "{a:1}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":\"\n\"}",
        "// x\n{}"
      })
  void whatIsNotExactlyOneObjectDoesNotComeOut(String text) {
    assertEquals(Optional.empty(), CompactJson.object(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {257, 100_000})
  void deepNestingIsRefusedNotFollowed(int depth) {
    String text = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    assertEquals(Optional.empty(), CompactJson.object(text));
  }
}
