package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ServedFrom;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import java.util.Map;
import java.util.TreeMap;

/** Two tenants spend, each call with a tag that says what for; one is asked twice, sent once. */
final class Expenses implements Step {
  private final ProviderMeter meter;

  /** What the callers were told their calls cost, by tenant and tag. */
  private final Map<String, Money> told = new TreeMap<>();

  private Money saved = Money.zero(Currency.USD);

  Expenses(ProviderMeter meter) {
    this.meter = meter;
  }

  @Override
  public String title() {
    return "Two tenants spend, each call tagged with what it is for";
  }

  @Override
  public void play(Stage stage, Screen screen, Checks checks) {
    stage.providers().frankfurt().otherwise(meter);
    for (int i = 0; i < 3; i++) {
      ask(stage.acme(), "acme", "tracking", "parcel-" + i);
    }
    ask(stage.acme(), "acme", "invoices", "invoice-1");
    ChatResponse again = chat(stage.acme(), "invoices", "invoice-1");
    saved = again.cost().orElseThrow().amount();
    ask(stage.trial(), "trial", "tracking", "parcel-9");

    told.forEach((who, cost) -> screen.line("told", who + "  " + cost));
    checks.equal("the repeated one was not sent again", ServedFrom.DUPLICATE, again.servedFrom());
    checks.equal("five requests reached the provider", 5, meter.export().size());
  }

  private void ask(ChatClient chat, String tenant, String feature, String key) {
    Money cost = chat(chat, feature, key).cost().orElseThrow().amount();
    told.merge(tenant + " " + feature, cost, Money::plus);
  }

  private static ChatResponse chat(ChatClient chat, String feature, String key) {
    return chat.chat(
        ChatRequest.builder()
            .model("support")
            .user("Where is my parcel?")
            .maxOutputTokens(300)
            .context(c -> c.tag("feature", feature).idempotencyKey(key))
            .build());
  }

  /** What the callers were told, by tenant and tag. */
  Map<String, Money> told() {
    return told;
  }

  /** What the repeated call did not cost. */
  Money saved() {
    return saved;
  }
}
