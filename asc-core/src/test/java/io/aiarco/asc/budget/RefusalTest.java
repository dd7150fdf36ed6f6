package io.aiarco.asc.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.money.Currency;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
  private static final Instant HALF_PAST = Instant.parse("2026-11-21T12:00:30Z");

  @ParameterizedTest
  @CsvSource({
    "USD, MINUTE, 5, BudgetExhaustedException, never",
    "USD, MONTH, 5, BudgetExhaustedException, never",
    "tok, MINUTE, 5, RateLimitedException, after PT30S",
    "tok, HOUR, 5, RateLimitedException, after PT59M30S",
    "tok, DAY, 5, BudgetExhaustedException, never",
    "tok, TOTAL, 5, BudgetExhaustedException, never",
    "req, MINUTE, 5, RateLimitedException, after PT30S",
    "req, DAY, 5, RateLimitedException, after PT11H59M30S",
    "par, NOW, 5, RateLimitedException, later",
    "tok, MINUTE, 11, RateLimitedException, never"
  })
  void aPaceThatWasTooFastIsNoBudgetThatIsUsedUp(
      String unit, Period period, long asked, String type, String advice) {
    Unit of = unit.equals("USD") ? Unit.money(Currency.USD) : new Unit(unit);
    Account account = new Limit(of, "tenant/acme", period, ZoneOffset.UTC, 10).accountAt(HALF_PAST);

    AscException refusal = Refusal.of(account, asked, 4, 10, HALF_PAST);

    assertEquals(type, refusal.getClass().getSimpleName());
    assertEquals(advice, refusal.retryAdvice().toString());
  }
}
