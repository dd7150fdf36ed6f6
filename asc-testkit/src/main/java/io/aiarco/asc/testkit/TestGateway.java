package io.aiarco.asc.testkit;

import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.AuditRules;
import io.aiarco.asc.audit.ContentStore;
import io.aiarco.asc.audit.InMemoryAuditLog;
import io.aiarco.asc.audit.InMemoryContentStore;
import io.aiarco.asc.breaker.BreakerConfig;
import io.aiarco.asc.breaker.CircuitBreakers;
import io.aiarco.asc.budget.Attribution;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.HoldMode;
import io.aiarco.asc.budget.InMemoryBudgetLedger;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Overdraft;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.Revision;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.chat.ReplyReader;
import io.aiarco.asc.credential.InMemoryCredentials;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.identity.UnauthenticatedException;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.pipeline.GovernedChatClient;
import io.aiarco.asc.pipeline.GovernedChatClientBuilder;
import io.aiarco.asc.policy.Constraints;
import io.aiarco.asc.policy.Decision;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.provider.ModelCatalog;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.route.RoutingStrategy;
import io.aiarco.asc.snapshot.Snapshot;
import io.aiarco.asc.testkit.provider.ScriptedProvider;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The parts behind one test of {@link AscTest}, put together by hand as a program would. */
record TestGateway(
    GovernedChatClient client,
    Map<String, ScriptedProvider> providers,
    InMemoryAuditLog audit,
    InMemoryContentStore contents,
    InMemoryBudgetLedger budgets,
    Limit limit)
    implements AutoCloseable {

  private static final CallerCredential KEY = CallerCredential.apiKey("test-caller");
  private static final Region EU = new Region("eu-west");
  private static final Region US = new Region("us-east");

  /** What a test may choose. */
  record Settings(
      String dollarsPerDay,
      HoldMode mode,
      List<Limit> further,
      List<Overdraft> overdrafts,
      BreakerConfig breakers,
      @Nullable ReplyReader replies,
      AuditRules rules,
      UnaryOperator<AuditLog> log,
      UnaryOperator<ContentStore> contents) {
    static final Settings STANDARD =
        new Settings(
            "1000",
            HoldMode.STRICT,
            List.of(),
            List.of(),
            BreakerConfig.STANDARD,
            null,
            AuditRules.NONE,
            UnaryOperator.identity(),
            UnaryOperator.identity());

    Settings withBreakers(BreakerConfig config) {
      return new Settings(
          dollarsPerDay, mode, further, overdrafts, config, replies, rules, log, contents);
    }

    Settings withBudget(String dollars, HoldMode held) {
      return new Settings(
          dollars, held, further, overdrafts, breakers, replies, rules, log, contents);
    }

    Settings withLimits(List<Limit> limits) {
      return new Settings(
          dollarsPerDay, mode, limits, overdrafts, breakers, replies, rules, log, contents);
    }

    Settings withOverdraft(Overdraft overdraft) {
      return new Settings(
          dollarsPerDay,
          mode,
          further,
          List.of(overdraft),
          breakers,
          replies,
          rules,
          log,
          contents);
    }

    Settings withReplies(ReplyReader reader) {
      return new Settings(
          dollarsPerDay, mode, further, overdrafts, breakers, reader, rules, log, contents);
    }

    Settings withAudit(AuditRules asked, UnaryOperator<AuditLog> before) {
      return new Settings(
          dollarsPerDay, mode, further, overdrafts, breakers, replies, asked, before, contents);
    }

    Settings withContents(AuditRules asked, UnaryOperator<ContentStore> before) {
      return new Settings(
          dollarsPerDay, mode, further, overdrafts, breakers, replies, asked, log, before);
    }
  }

  static TestGateway open(Settings settings) {
    Limit limit =
        new Limit(
                Unit.money(Currency.USD),
                "tenant/acme",
                Period.DAY,
                ZoneOffset.UTC,
                Money.of(settings.dollarsPerDay(), Currency.USD).nanos())
            .with(settings.mode());
    List<Limit> all = new ArrayList<>(List.of(limit));
    all.addAll(settings.further());
    Limits limits = Limits.of(all).with(settings.overdrafts());
    Snapshot snapshot =
        new Snapshot(
            new Revision(1, "0".repeat(64)),
            request -> new Decision.Allow(new Constraints(Set.of(EU)), List.of("test")),
            List.of(),
            catalog(),
            new FlatPrice(Currency.USD, 1_000_000),
            limits,
            Attribution.NONE,
            RoutingStrategy.PRIORITY,
            settings.rules());
    Map<String, ScriptedProvider> providers = new LinkedHashMap<>();
    for (String name : List.of("eu", "eu-2", "eu-3", "us")) {
      providers.put(name, ScriptedProvider.create(name));
    }
    InMemoryAuditLog audit = new InMemoryAuditLog();
    InMemoryContentStore contents = new InMemoryContentStore();
    InMemoryBudgetLedger budgets = InMemoryBudgetLedger.create(limits);
    GovernedChatClientBuilder builder =
        GovernedChatClient.builder(TestGateway::verify, () -> snapshot)
            .providers(providers.values())
            .credentials(new InMemoryCredentials().put("scripted", "scripted-key".toCharArray()))
            .budgets(budgets)
            .audit(settings.log().apply(audit))
            .contents(settings.contents().apply(contents))
            .breakers(CircuitBreakers.create(settings.breakers(), Clock.systemUTC()));
    if (settings.replies() != null) {
      builder.replies(settings.replies());
    }
    GovernedChatClient client = builder.build(KEY);
    return new TestGateway(client, providers, audit, contents, budgets, limit);
  }

  Balance balance() {
    return balance(limit);
  }

  Balance balance(Limit of) {
    return budgets.balance(of.accountAt(Clock.systemUTC().instant()));
  }

  @Override
  public void close() {
    client.close();
    audit.close();
  }

  /**
   * A call that is over holds nothing and reads nothing; one that is not was left behind by the
   * test.
   */
  void requireNothingOpen() {
    budgets
        .balances()
        .accounts()
        .forEach(
            (account, balance) -> {
              if (balance.open() != 0) {
                throw new AssertionError(
                    account
                        + ": "
                        + account.unit().format(balance.open())
                        + " still held (expected: 0)");
              }
            });
    providers.forEach(
        (name, provider) -> {
          if (provider.open() != 0) {
            throw new AssertionError(
                "provider " + name + ": " + provider.open() + " replies still open (expected: 0)");
          }
        });
  }

  private static Grant verify(CallerCredential credential) {
    if (!credential.equals(KEY)) {
      throw new UnauthenticatedException("API key: unknown (expected: the test's own)");
    }
    return new Grant("test-key", new Principal("svc:test"), new TenantId("acme"), null);
  }

  private static ModelCatalog catalog() {
    ModelEndpoint eu = endpoint("eu", EU);
    ModelEndpoint eu2 = endpoint("eu-2", EU);
    ModelEndpoint us = endpoint("us", US);
    return ModelCatalog.of(
        Map.of(
            new ModelName("test"), List.of(eu, eu2),
            new ModelName("trio"), List.of(eu, eu2, endpoint("eu-3", EU)),
            new ModelName("anywhere"), List.of(eu, us),
            new ModelName("overseas"), List.of(us),
            new ModelName("long"), List.of(endpoint("eu", EU, Capabilities.of(100_000, 64_000))),
            new ModelName("vectors"), List.of(embedding("eu", EU), embedding("eu-2", EU)),
            new ModelName("vectors-overseas"), List.of(embedding("us", US))));
  }

  private static ModelEndpoint endpoint(String provider, Region region) {
    return endpoint(
        provider, region, Capabilities.of(100_000, 1_000).toBuilder().dialect("scripted").build());
  }

  private static ModelEndpoint embedding(String provider, Region region) {
    return endpoint(provider, region, Capabilities.embedding(8_000).build());
  }

  private static ModelEndpoint endpoint(String provider, Region region, Capabilities can) {
    EndpointId id = new EndpointId(new ProviderId(provider), new ModelName("scripted"), region);
    return new ModelEndpoint(id, "scripted", can);
  }
}
