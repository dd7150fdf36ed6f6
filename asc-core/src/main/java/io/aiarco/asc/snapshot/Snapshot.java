package io.aiarco.asc.snapshot;

import io.aiarco.asc.audit.AuditRules;
import io.aiarco.asc.budget.Attribution;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.call.Revision;
import io.aiarco.asc.policy.Guardrail;
import io.aiarco.asc.policy.PolicyEngine;
import io.aiarco.asc.provider.ModelCatalog;
import io.aiarco.asc.route.RoutingStrategy;
import java.util.List;

/**
 * Everything that decides a call, of one configuration. A call takes one at its start and keeps it;
 * a reload swaps the whole. Immutable.
 */
public record Snapshot(
    Revision revision,
    PolicyEngine policy,
    List<Guardrail> guardrails,
    ModelCatalog catalog,
    PriceBook prices,
    Limits limits,
    Attribution attribution,
    RoutingStrategy routing,
    AuditRules audit) {
  public Snapshot {
    guardrails = List.copyOf(guardrails);
  }
}
