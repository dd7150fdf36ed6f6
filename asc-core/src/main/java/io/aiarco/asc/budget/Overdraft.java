package io.aiarco.asc.budget;

import io.aiarco.asc.call.Criticality;
import io.aiarco.asc.money.Money;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What calls of one criticality may use beyond a budget, as somebody approved. It is an account of
 * its own with a strict limit of its own, which stands in for an account of the budget that has no
 * room: the budget is not widened by it, and what is drawn can be seen. Another approval, until
 * another day, is another account.
 *
 * @param scope whose budget's money
 * @param amount the most all calls together may draw
 * @param approvedBy who answers for it, 1 to 64 characters
 * @param expires the first day (UTC) on which it is void. Immutable.
 */
public record Overdraft(
    String scope, Criticality criticality, Money amount, String approvedBy, Instant expires) {
  /** What begins the rule of a call that holds on one. */
  private static final String RULE = "overdraft:";

  public Overdraft {
    if (amount.nanos() <= 0) {
      throw new IllegalArgumentException("overdraft: " + amount + " (expected: > 0)");
    }
    if (approvedBy.isBlank() || approvedBy.length() > 64) {
      throw new IllegalArgumentException(
          "approved by: " + approvedBy.length() + " characters (expected: 1 to 64)");
    }
  }

  /** The limit of its account, which binds only calls that draw on it. */
  public Limit limit() {
    String until = expires.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    return new Limit(
        Unit.money(amount.currency()),
        Scope.within(scope, "overdraft", criticality + "." + until),
        Period.TOTAL,
        ZoneOffset.UTC,
        amount.nanos());
  }

  /** What the record of a call that holds on it names beside the rules that let it in. */
  public List<String> rules() {
    return List.of(RULE + limit().scope(), RULE + "approved-by:" + approvedBy);
  }
}
