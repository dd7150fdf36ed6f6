/** Rules, guardrails, residency, identity and price books. */
module io.aiarco.asc.policy {
  requires transitive io.aiarco.asc.core;
  requires static org.jspecify;
  requires com.fasterxml.jackson.core;
  requires org.slf4j;

  exports io.aiarco.asc.budget.prices;
  exports io.aiarco.asc.identity.apikey;
  exports io.aiarco.asc.policy.rules;
}
