package io.aiarco.asc.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmaNumberTest {
  /** RFC 8785 appendix B, all finite rows. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void writesTheVectorsOfRfc8785(String bits, String expected) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

    assertEquals(expected, EcmaNumber.format(value));
  }

  @Property
  void readsBackAsTheSameDouble(@ForAll double value) {
    String text = EcmaNumber.format(value);

    assertEquals(value + 0.0, Double.parseDouble(text) + 0.0);
  }

  /** At powers of two the gap above is twice the gap below: the nearest is not always shortest. */
  @Property(tries = 2000)
  void nothingShorterReadsBack(
      @ForAll @IntRange(min = -1074, max = 1023) int exponent, @ForAll boolean next) {
    double power = Math.scalb(1.0, exponent);
    double value = next && exponent < 1023 ? Math.nextUp(power) : power;

    BigDecimal written = new BigDecimal(EcmaNumber.format(value)).stripTrailingZeros();

    int shorter = written.precision() - 1;
    if (shorter > 0) {
      for (RoundingMode mode : new RoundingMode[] {RoundingMode.FLOOR, RoundingMode.CEILING}) {
        double other = new BigDecimal(value).round(new MathContext(shorter, mode)).doubleValue();
        assertEquals(false, other == value, () -> value + " has a form of " + shorter + " digits");
      }
    }
  }

  @Test
  void aPowerOfTwoTakesTheShorterFormAbove() {
    assertEquals("5.986310706507379e+51", EcmaNumber.format(Math.scalb(1.0, 172)));
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> EcmaNumber.format(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> EcmaNumber.format(Double.NEGATIVE_INFINITY));
  }
}
