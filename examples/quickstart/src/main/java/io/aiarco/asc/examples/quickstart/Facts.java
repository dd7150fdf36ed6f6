package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.money.Money;

/** The facts of a reply on one line. */
final class Facts {
  private Facts() {}

  static String of(ChatResponse reply) {
    return String.join(
        " | ",
        reply.route().endpoint().toString(),
        reply.usage().totalTokens() + " tokens",
        reply.cost().map(cost -> cost.amount()).map(Money::toString).orElse("no price"),
        "audit " + reply.auditId());
  }
}
