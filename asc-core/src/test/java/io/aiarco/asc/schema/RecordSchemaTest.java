package io.aiarco.asc.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which records have a schema, and what is said of JSON that is not as it says. */
class RecordSchemaTest {
  enum Size {
    SMALL,
    LARGE
  }

  record Item(String name, int count) {
    Item {
      if (count < 1) {
        throw new IllegalArgumentException("count: " + count + " (expected: >= 1)");
      }
    }
  }

  record Order(
      Item first, List<Item> rest, Size size, Optional<Boolean> gift, Map<String, Byte> extras) {}

  record Empty() {}

  sealed interface Payment permits Card, Transfer {}

  record Card(String holder) implements Payment {}

  record Transfer(String account) implements Payment {}

  record Paid(Payment by) {}

  record Named(Set<String> names) {}

  record Large(BigInteger whole, BigDecimal exact, float rough) {}

  // What has no schema

  record WithDate(List<WithDateInside> inside) {}

  record WithDateInside(Date when) {}

  record WithArray(int[] numbers) {}

  record WithGeneric<T>(T value) {}

  record WithGenericInside(WithGeneric<String> value) {}

  record WithWildcard(List<? extends Item> items) {}

  @SuppressWarnings("rawtypes")
  record WithRaw(List items) {}

  record WithKeys(Map<Integer, String> byNumber) {}

  record WithClass(Mixed mixed) {}

  sealed interface Mixed permits NoRecord {}

  static final class NoRecord implements Mixed {}

  record WithTag(Tagged tagged) {}

  sealed interface Tagged permits Tag {}

  record Tag(String type) implements Tagged {}

  record WithNullableInt(@Nullable Integer fine, List<@Nullable Integer> too) {}

  static Stream<Arguments> unsupported() {
    return Stream.of(
        Arguments.of(WithDate.class, "WithDate.inside[].when: java.util.Date (expected: a record,"),
        Arguments.of(WithArray.class, "WithArray.numbers: [I (expected: a record,"),
        Arguments.of(WithGeneric.class, "WithGeneric: "),
        Arguments.of(WithGenericInside.class, "WithGenericInside.value: "),
        Arguments.of(WithWildcard.class, "WithWildcard.items[]: ? extends "),
        Arguments.of(WithRaw.class, "WithRaw.items[]: a raw java.util.List (expected: its type"),
        Arguments.of(WithKeys.class, "WithKeys.byNumber: a Map with other keys (expected: String"),
        Arguments.of(WithClass.class, "WithClass.mixed: "),
        Arguments.of(WithTag.class, "WithTag.tagged.type: a component (expected: none of that"));
  }

  @ParameterizedTest
  @MethodSource("unsupported")
  void componentWithoutASchemaIsNamed(Class<? extends Record> type, String message) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RecordSchema.of(type));
    assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
  }

  @Test
  void recordOfAClosedPackageIsRefusedWithWhatToOpen() throws Exception {
    Class<? extends Record> closed =
        Class.forName("sun.security.pkcs.SignerInfo$AlgorithmInfo").asSubclass(Record.class);

    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RecordSchema.of(closed));

    assertEquals(
        "AlgorithmInfo: sun.security.pkcs.SignerInfo$AlgorithmInfo in module java.base which keeps"
            + " it closed (expected: a public record in an exported package, or in module-info:"
            + " opens sun.security.pkcs to io.aiarco.asc.core)",
        refused.getMessage());
  }

  @Test
  void schemaIsMadeOnceAndOnlyMapsMakeItLax() {
    assertSame(RecordSchema.of(Order.class), RecordSchema.of(Order.class));
    assertFalse(RecordSchema.of(Order.class).isStrict());
    assertTrue(RecordSchema.of(Paid.class).isStrict());
    assertEquals("Order", RecordSchema.of(Order.class).name());
    assertEquals(
        "{\"type\":\"object\",\"properties\":{},\"required\":[],\"additionalProperties\":false}",
        RecordSchema.of(Empty.class).json().text());
  }

  @Test
  void whatMayBeNullMayBeLeftOut() throws Exception {
    Map<String, @Nullable Object> order = order();
    order.remove("gift");

    assertEquals(Optional.empty(), RecordSchema.of(Order.class).read(order).gift());
  }

  static Stream<Arguments> mismatches() {
    return Stream.of(
        Arguments.of("size", "HUGE", "$.size: another text (expected: one of SMALL, LARGE)"),
        Arguments.of("size", null, "$.size: null (expected: one of SMALL, LARGE)"),
        Arguments.of("first", "x", "$.first: text (expected: an object with name, count)"),
        Arguments.of("first", Map.of("name", "x"), "$.first.count: missing (expected: a whole "),
        Arguments.of("first", item("x", "1.5"), "$.first.count: another number (expected: a whole"),
        Arguments.of("first", item("x", "2147483648"), "$.first.count: another number (expected"),
        Arguments.of("first", item("x", "1e999999999"), "$.first.count: another number (expected"),
        Arguments.of("first", item("x", "1e-99999999"), "$.first.count: another number (expected"),
        Arguments.of(
            "first",
            item("x", "0"),
            "$.first: refused with IllegalArgumentException (expected: what the constructor of"
                + " Item"),
        Arguments.of(
            "first",
            Map.of("name", "x", "count", BigDecimal.ONE, "secret", "y"),
            "$.first: fields beyond those of Item (expected: an object with name, count)"),
        Arguments.of(
            "rest", List.of(item("x", "1"), true), "$.rest[1]: true or false (expected: an object"),
        Arguments.of("rest", Map.of(), "$.rest: an object (expected: a list)"),
        Arguments.of("gift", "yes", "$.gift: text (expected: true or false)"),
        Arguments.of(
            "extras",
            Map.of("secret", new BigDecimal(128)),
            "$.extras[0]: another number (expected: a whole number -128 to 127)"),
        Arguments.of("extras", List.of(), "$.extras: a list (expected: an object)"),
        Arguments.of("more", "x", "$: fields beyond those of Order (expected: an object with "));
  }

  @ParameterizedTest
  @MethodSource("mismatches")
  void whatIsNotAsTheSchemaSaysIsNamedByItsPlaceAndKind(
      String field, @Nullable Object value, String message) {
    Map<String, @Nullable Object> order = order();
    order.put(field, value);

    SchemaMismatch mismatch =
        assertThrows(SchemaMismatch.class, () -> RecordSchema.of(Order.class).read(order));

    assertTrue(mismatch.getMessage().startsWith(message), mismatch.getMessage());
    assertFalse(mismatch.getMessage().contains("secret"), "a name the model made up is content");
  }

  @ParameterizedTest
  @CsvSource({
    "whole, 1e1000",
    "whole, 1e999999999",
    "whole, 1e-999999999",
    "whole, 0.5",
    "exact, 1e1000",
    "exact, 1e999999999",
    "exact, 1e-999999999",
    "rough, 1e39"
  })
  void shortTextThatIsAHugeNumberIsRefused(String field, String number) {
    Map<String, Object> large = new LinkedHashMap<>();
    List.of("whole", "exact", "rough").forEach(each -> large.put(each, BigDecimal.ONE));
    large.put(field, new BigDecimal(number));

    String message = message(RecordSchema.of(Large.class), large);

    assertTrue(message.startsWith("$." + field + ": another number (expected: a "), message);
  }

  @Test
  void recordsOfASealedInterfaceAreToldApartByTheirType() throws Exception {
    RecordSchema<Paid> paid = RecordSchema.of(Paid.class);

    assertEquals(
        new Paid(new Transfer("x")),
        paid.read(Map.of("by", Map.of("type", "Transfer", "account", "x"))));
    assertEquals(
        "$.by.type: another value (expected: one of Card, Transfer)",
        message(paid, Map.of("by", Map.of("type", "Cash"))));
    assertEquals(
        "$.by.type: missing (expected: one of Card, Transfer)",
        message(paid, Map.of("by", Map.of("account", "x"))));
    assertEquals(
        "$.by.holder: missing (expected: text)",
        message(paid, Map.of("by", Map.of("type", "Card", "account", "x"))));
  }

  @Test
  void setTakesEachItemOnce() {
    assertEquals(
        "$.names[1]: the same again (expected: each once)",
        message(RecordSchema.of(Named.class), Map.of("names", List.of("x", "x"))));
  }

  @Test
  void itemsMayBeNullWhereTheirTypeSaysSo() throws Exception {
    Map<String, @Nullable Object> nulls = new LinkedHashMap<>();
    nulls.put("fine", null);
    nulls.put("too", Arrays.asList(BigDecimal.ONE, null));

    WithNullableInt read = RecordSchema.of(WithNullableInt.class).read(nulls);

    assertEquals(Arrays.asList(1, null), read.too());
    assertEquals("$: null (expected: an object with fine, too)", message(null));
  }

  private static String message(@Nullable Object value) {
    return message(RecordSchema.of(WithNullableInt.class), value);
  }

  private static String message(RecordSchema<?> schema, @Nullable Object value) {
    return assertThrows(SchemaMismatch.class, () -> schema.read(value)).getMessage();
  }

  private static Map<String, @Nullable Object> order() {
    Map<String, @Nullable Object> order = new LinkedHashMap<>();
    order.put("first", item("x", "1"));
    order.put("rest", List.of());
    order.put("size", "SMALL");
    order.put("gift", true);
    order.put("extras", Map.of("x", BigDecimal.TEN));
    return order;
  }

  private static Map<String, Object> item(String name, String count) {
    return Map.of("name", name, "count", new BigDecimal(count));
  }
}
