package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Overdraft;
import io.aiarco.asc.call.Criticality;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles the {@code overdraft} of budgets. What nobody answers for, what is void already and what
 * would be a second budget are errors. Single-thread.
 */
final class OverdraftSection {
  private static final String EXPECTED =
      "such as {criticality: emergency, amount: 20 USD, approved-by: J. Doe, expires: 2026-12-31}";
  private static final Duration LONGEST = Duration.ofDays(366);

  private final Currency currency;
  private final Instant now;
  private final List<Overdraft> found = new ArrayList<>();

  OverdraftSection(Currency currency, Instant now) {
    this.currency = currency;
    this.now = now;
  }

  /** Of one budget, whose limits are known. */
  void compile(YamlMap budget, String scope, List<Limit> limits) {
    YamlValue value = budget.get("overdraft");
    YamlMap map = value == null ? null : value.map(EXPECTED);
    if (value == null || map == null) {
      return;
    }
    long most = 0;
    for (Limit limit : limits) {
      most = limit.unit().isMoney() ? Math.max(most, limit.amount()) : most;
    }
    YamlValue criticality = map.require("criticality", "which calls may draw on it");
    YamlValue amount = map.require("amount", "how much all of them may draw");
    YamlValue approved = map.require("approved-by", "who answers for it");
    YamlValue expires = map.require("expires", "a date such as 2026-12-31");
    map.done();
    if (most == 0) {
      value.refuseUnseen("for a budget without money", "a limit of money beside it");
      return;
    }
    long bound = most;
    Criticality named =
        criticality == null ? null : criticality.as(Criticality::new, "a word such as emergency");
    Money money =
        amount == null
            ? null
            : amount.as(
                text -> money(text, bound),
                "an amount above 0, at most the budget's largest, " + new Money(bound, currency));
    String by =
        approved == null ? null : approved.as(OverdraftSection::person, "1 to 64 characters");
    Instant until =
        expires == null ? null : expires.as(this::date, "a date after today, within a year");
    if (named != null && money != null && by != null && until != null) {
      found.add(new Overdraft(scope, named, money, by, until));
    }
  }

  /** All of them. */
  List<Overdraft> found() {
    return found;
  }

  private Money money(String text, long most) {
    Money money = Spelling.money(text);
    if (!money.currency().equals(currency) || money.nanos() == 0 || money.nanos() > most) {
      throw new IllegalArgumentException(text);
    }
    return money;
  }

  private static String person(String text) {
    if (text.isBlank() || text.length() > 64) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private Instant date(String text) {
    Instant date = Spelling.date(text);
    if (!date.isAfter(now) || date.isAfter(now.plus(LONGEST))) {
      throw new IllegalArgumentException(text);
    }
    return date;
  }
}
