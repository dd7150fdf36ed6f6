package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.schema.Description;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

// region record
/** What a letter bills for. */
@Description("A bill, as it is printed.")
public record Invoice(
    String number,
    @Description("What is to be paid, taxes included.") BigDecimal total,
    Currency currency,
    Optional<LocalDate> due,
    List<Line> lines) {

  /** One thing billed. */
  public record Line(String item, int count) {}

  /** What the house accepts. */
  public enum Currency {
    EUR,
    USD
  }
}
// endregion
