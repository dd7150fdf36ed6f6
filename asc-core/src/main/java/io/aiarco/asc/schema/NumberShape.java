package io.aiarco.asc.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Types that are numbers in JSON. Ranges stand in no schema, since not every provider takes one
 * that has any; they are checked here.
 *
 * @param type of JSON Schema
 * @param reader throws {@link ArithmeticException} for what is out of range
 */
record NumberShape(String expected, String type, Function<BigDecimal, Object> reader)
    implements Shape {
  private static final int MOST_DIGITS = 1000;

  private static final NumberShape BYTE = whole("-128 to 127", BigDecimal::byteValueExact);
  private static final NumberShape SHORT = whole("-32768 to 32767", BigDecimal::shortValueExact);
  private static final NumberShape INT = whole("of 32 bits", BigDecimal::intValueExact);
  private static final NumberShape LONG = whole("of 64 bits", BigDecimal::longValueExact);
  private static final NumberShape FLOAT =
      new NumberShape("a number of a float's range", "number", NumberShape::floatOf);
  private static final NumberShape DOUBLE =
      new NumberShape("a number of a double's range", "number", NumberShape::doubleOf);

  static final Map<Class<?>, NumberShape> ALL =
      Map.ofEntries(
          Map.entry(byte.class, BYTE),
          Map.entry(Byte.class, BYTE),
          Map.entry(short.class, SHORT),
          Map.entry(Short.class, SHORT),
          Map.entry(int.class, INT),
          Map.entry(Integer.class, INT),
          Map.entry(long.class, LONG),
          Map.entry(Long.class, LONG),
          Map.entry(
              BigInteger.class,
              whole("of at most 1000 digits", number -> bounded(number).toBigIntegerExact())),
          Map.entry(float.class, FLOAT),
          Map.entry(Float.class, FLOAT),
          Map.entry(double.class, DOUBLE),
          Map.entry(Double.class, DOUBLE),
          Map.entry(
              BigDecimal.class,
              new NumberShape(
                  "a number of at most 1000 digits on each side of the point",
                  "number",
                  NumberShape::bounded)));

  private static NumberShape whole(String range, Function<BigDecimal, Object> reader) {
    return new NumberShape("a whole number " + range, "integer", reader);
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", type);
  }

  @Override
  public Object read(@Nullable Object json, Place place) throws SchemaMismatch {
    if (!(json instanceof BigDecimal number)) {
      throw place.mismatch(Shape.kind(json), expected);
    }
    try {
      return reader.apply(number);
    } catch (ArithmeticException e) {
      throw place.mismatch("another number", expected);
    }
  }

  /** 1e999999999 is a short text and a number that fills the memory of whoever reckons with it. */
  private static BigDecimal bounded(BigDecimal number) {
    if ((long) number.precision() - number.scale() > MOST_DIGITS || number.scale() > MOST_DIGITS) {
      throw new ArithmeticException("digits: more than " + MOST_DIGITS + " (expected: fewer)");
    }
    return number;
  }

  private static Float floatOf(BigDecimal number) {
    float value = number.floatValue();
    if (Float.isInfinite(value)) {
      throw new ArithmeticException("float: infinite (expected: finite)");
    }
    return value;
  }

  private static Double doubleOf(BigDecimal number) {
    double value = number.doubleValue();
    if (Double.isInfinite(value)) {
      throw new ArithmeticException("double: infinite (expected: finite)");
    }
    return value;
  }
}
