package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.alert.Webhook;
import io.aiarco.asc.audit.AuditRules;
import io.aiarco.asc.breaker.BreakerConfig;
import io.aiarco.asc.budget.Attribution;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.credential.CredentialSource;
import io.aiarco.asc.identity.apikey.StoredKey;
import io.aiarco.asc.policy.PolicyEngine;
import io.aiarco.asc.provider.ModelCatalog;
import io.aiarco.asc.provider.http.ProviderConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A whole file, compiled: nothing in it is wrong. Immutable.
 *
 * @param instance names the audit log's writer
 * @param data where the gateway writes
 * @param credentials each provider's, under its provider's name
 * @param webhooks who is told of alerts, besides the program's log and OpenTelemetry
 * @param warnings what is right today and soon will not be, one line each, with its place
 * @param sha256 hex SHA-256 of the normalised content and the price book: equal content, equal hash
 */
public record GatewayConfig(
    String instance,
    Path data,
    List<ProviderConfig> providers,
    CredentialSource credentials,
    ModelCatalog catalog,
    PolicyEngine policy,
    Limits limits,
    Attribution attribution,
    PriceBook prices,
    List<StoredKey> keys,
    RouteConfig route,
    BreakerConfig breaker,
    IdempotencyConfig idempotency,
    AuditConfig audit,
    AuditRules auditRules,
    List<AnchorConfig> anchors,
    List<SinkConfig> sinks,
    List<Webhook> webhooks,
    Set<TenantId> tenants,
    List<String> warnings,
    String sha256) {
  public GatewayConfig {
    providers = List.copyOf(providers);
    keys = List.copyOf(keys);
    anchors = List.copyOf(anchors);
    sinks = List.copyOf(sinks);
    webhooks = List.copyOf(webhooks);
    tenants = Set.copyOf(tenants);
    warnings = List.copyOf(warnings);
  }
}
