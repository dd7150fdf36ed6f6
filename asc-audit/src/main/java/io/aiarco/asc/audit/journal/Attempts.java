package io.aiarco.asc.audit.journal;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import java.util.Map;
import java.util.TreeMap;

/** Spells what happened at one endpoint after the other, for {@code call.outcome}. Immutable. */
record Attempts(Cut cut) {
  void write(CanonicalJson json, Attempt attempt) {
    json.beginObject().name("asked").value(cut.text(attempt.endpoint().model().toString()));
    attempt.failure().ifPresent(failure -> json.name("class").value(failure.key()));
    attempt.cost().ifPresent(cost -> cost(json, cost, attempt.usage()));
    attempt.credential().ifPresent(cred -> json.name("cred").value(cred.toString()));
    attempt.cost().ifPresent(cost -> currency(json, cost.amount().currency()));
    json.name("endpoint").value(attempt.endpoint().toString());
    attempt.host().ifPresent(host -> json.name("host").value(cut.text(host)));
    attempt.providerRequestId().ifPresent(request -> json.name("preq").value(cut.text(request)));
    attempt.cost().ifPresent(cost -> json.name("prices").value(cost.priceBook()));
    attempt.regionSeen().ifPresent(region -> json.name("region_seen").value(cut.text(region)));
    attempt.servedModel().ifPresent(model -> json.name("served").value(cut.text(model)));
    json.name("source").value(attempt.usage().source().key());
    if (attempt.httpStatus() != 0) {
      json.name("status").value(attempt.httpStatus());
    }
    String tier = attempt.usage().terms().serviceTier();
    if (!tier.equals(Terms.DEFAULT_TIER)) {
      json.name("tier").value(tier);
    }
    attempt.firstContent().ifPresent(wait -> json.name("ttft").value(wait.toNanos() / 1_000));
    json.name("us").value(attempt.took().toNanos() / 1_000);
    usage(json, attempt.usage());
    json.endObject();
  }

  /** The amount, and how sure it is where that is not how sure the usage is. */
  private static void cost(CanonicalJson json, Cost cost, Usage usage) {
    json.name("cost").value(cost.amount().decimal());
    if (cost.source() != usage.source()) {
      json.name("cost_source").value(cost.source().key());
    }
  }

  /** That of the cost, where it does not go without saying. */
  private static void currency(CanonicalJson json, Currency currency) {
    if (!currency.equals(Currency.USD)) {
      json.name("currency").value(currency.code());
    }
  }

  private static void usage(CanonicalJson json, Usage usage) {
    Map<String, Long> tokens = new TreeMap<>();
    for (TokenClass each : TokenClass.values()) {
      if (usage.tokens(each) != 0) {
        tokens.put(each.key(), usage.tokens(each));
      }
    }
    json.name("usage").beginObject();
    tokens.forEach((key, count) -> json.name(key).value(count));
    json.endObject();
  }
}
