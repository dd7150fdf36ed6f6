package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.audit.AuditRules;
import io.aiarco.asc.audit.WhenUnavailable;
import io.aiarco.asc.breaker.BreakerConfig;
import io.aiarco.asc.budget.Attribution;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.budget.Scope;
import io.aiarco.asc.budget.TagRule;
import io.aiarco.asc.budget.prices.PriceTable;
import io.aiarco.asc.budget.prices.TenantPrices;
import io.aiarco.asc.gateway.config.ConfigurationException;
import io.aiarco.asc.gateway.yaml.YamlFile;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import io.aiarco.asc.identity.apikey.StoredKey;
import io.aiarco.asc.policy.rules.RulePolicy;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a file as a whole: every section is read, whatever is wrong with the others, and what
 * one says of another is checked where both can be read. So a person mends all of it in one go, and
 * a gateway never starts on half a configuration.
 */
public final class GatewayCompiler {
  private GatewayCompiler() {}

  /**
   * The file's content as the parts of a gateway.
   *
   * @param environment the variables that {@code ${env:NAME}} refers to
   * @throws ConfigurationException listing every problem
   */
  public static GatewayConfig compile(Path file, Map<String, String> environment, Clock clock) {
    YamlFile yaml = YamlFile.read(file);
    YamlMap root = yaml.root();
    Path folder = folder(file);
    Instant now = clock.instant();

    String instance = InstanceSections.instance(root);
    Path data = InstanceSections.data(root, folder);
    SecretReference secrets = new SecretReference(folder, environment);
    ProviderSection providers = new ProviderSection(yaml.problems(), secrets);
    providers.compile(root);
    ModelSection models = new ModelSection(yaml.problems(), providers, now);
    models.compile(root);
    PriceRows rows = new PriceRows(providers.names());
    PriceTable prices = new PriceSection(PriceTable.bundled(), rows, folder).compile(root);
    List<Limit> organisation = organisation(root.get("budget"), providers, models, prices);
    Map<String, TagRule> tags = AttributionSection.compile(root.get("attribution"));
    OverdraftSection overdrafts = new OverdraftSection(prices.currency(), now);
    TenantAuditSection tenantAudit = new TenantAuditSection(now);
    TenantSection tenants =
        new TenantSection(
            yaml.problems(),
            providers,
            models,
            prices,
            rows,
            organisation,
            tags,
            overdrafts,
            tenantAudit);
    tenants.compile(root);
    List<StoredKey> keys = new IdentitySection(tenants.teams()).compile(root);
    RouteConfig route = TuningSections.route(root);
    BreakerConfig breaker = TuningSections.breaker(root);
    IdempotencyConfig idempotency = TuningSections.idempotency(root);
    AuditSection audit = new AuditSection(yaml.problems(), secrets, folder);
    audit.compile(root, folder);
    AlertSection alerts = new AlertSection(yaml.problems(), secrets);
    alerts.compile(root);
    tenantAudit.refuseUntold(!alerts.webhooks().isEmpty());
    ProfileSection.compile(root, audit.anchors());
    root.done();
    refuseUnpriced(tenants, now);
    refuseUnknown(tenants.callers(), keys);
    yaml.problems().throwIfAny();
    PriceBook book = TenantPrices.of(prices, tenants.prices());

    return new GatewayConfig(
        instance,
        data,
        providers.providers().values().stream().map(ProviderSection.Placed::config).toList(),
        providers.credentials(),
        models.catalog(),
        RulePolicy.of(tenants.rules()),
        Limits.of(Stream.concat(organisation.stream(), tenants.limits().stream()).toList())
            .with(overdrafts.found()),
        new Attribution(tags, tenants.ownTags()),
        book,
        keys,
        route,
        breaker,
        idempotency,
        audit.log(),
        new AuditRules(
            audit.acks(),
            tenantAudit.contents(),
            new WhenUnavailable(audit.longestWait(), tenantAudit.volatiles(), audit.refused())),
        audit.anchors(),
        audit.sinks(),
        alerts.webhooks(),
        tenants.rules().keySet(),
        models.warnings(String.valueOf(file.getFileName())),
        sha256(yaml.normalised(), book.sha256()));
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  /** The budget of all tenants together, and of accounts inside it. */
  private static List<Limit> organisation(
      @Nullable YamlValue budget,
      ProviderSection providers,
      ModelSection models,
      PriceTable prices) {
    InnerBudgets inner =
        new InnerBudgets(
            null,
            prices.currency(),
            Map.of("provider", providers.names(), "model", models.targetNames()),
            List.of("tenant", "provider", "model"));
    return budget == null
        ? List.of()
        : new BudgetSection(Scope.ORG, prices.currency(), ZoneOffset.UTC, inner).compile(budget);
  }

  private static void refuseUnknown(List<InnerBudgets.Caller> callers, List<StoredKey> keys) {
    Map<String, String> known = new LinkedHashMap<>();
    for (StoredKey key : keys) {
      String tenant = Scope.of("tenant", key.tenant().value());
      known.put(Scope.within(tenant, "caller", key.id()), key.id());
    }
    for (InnerBudgets.Caller caller : callers) {
      if (!known.containsKey(caller.scope())) {
        caller
            .written()
            .refuseKey(caller.id(), "the id of one of the tenant's keys", known.values());
      }
    }
  }

  /** A budget of money holds only over what has a price. */
  private static void refuseUnpriced(TenantSection tenants, Instant now) {
    Usage oneOfEach = Usage.of(1, 1, UsageSource.ESTIMATED);
    Set<ModelSection.Target> refused = new LinkedHashSet<>();
    for (TenantSection.Priced priced : tenants.mustHavePrice()) {
      ModelSection.Target target = priced.target();
      if (priced.book().most(target.endpoint().id(), now, oneOfEach).isEmpty()
          && refused.add(target)) {
        target
            .written()
            .refuse(
                "a model with a price, since a tenant with a budget may use it; add one to prices");
      }
    }
  }

  private static String sha256(byte[] content, String priceBook) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(content);
      digest.update(priceBook.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
