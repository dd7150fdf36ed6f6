package io.aiarco.asc.benchmarks;

import io.aiarco.asc.audit.AuditRules;
import io.aiarco.asc.budget.Attribution;
import io.aiarco.asc.budget.InMemoryBudgetLedger;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.budget.prices.PriceTable;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.Revision;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.credential.InMemoryCredentials;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.identity.apikey.ApiKeyVerifier;
import io.aiarco.asc.identity.apikey.StoredKey;
import io.aiarco.asc.identity.apikey.StoredSecret;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.pipeline.GovernedChatClient;
import io.aiarco.asc.policy.rules.RulePolicy;
import io.aiarco.asc.policy.rules.TenantRules;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.provider.ChatProvider;
import io.aiarco.asc.provider.ModelCatalog;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.route.RoutingStrategy;
import io.aiarco.asc.snapshot.Snapshot;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One caller's calls through the whole gateway: real key, policy, prices, day and month budgets and
 * breakers; a log that only counts; no telemetry. Thread-safe.
 */
final class GovernedCalls implements AutoCloseable {
  /** A model the bundled price book knows. */
  static final String MODEL = "gpt-5";

  static final ProviderId PROVIDER = new ProviderId("openai");
  static final int INPUT_TOKENS = 250;
  static final int OUTPUT_TOKENS = 200;

  private static final TenantId TENANT = new TenantId("acme");
  private static final Region REGION = new Region("eu-west");
  private static final String SENTENCE =
      "My parcel left your warehouse last week and its page has said the same ever since. ";

  private final CountingAuditLog audit = new CountingAuditLog();
  private final ChatProvider provider;
  private final int textLength;
  private final Money cost;
  private final GovernedChatClient client;
  private final ChatRequest request = request();

  private GovernedCalls(ChatProvider provider, int textLength) {
    this.provider = provider;
    this.textLength = textLength;
    ApiKey key = ApiKey.mint("bench", new SecureRandom());
    Limits limits = Limits.of(List.of(limit(Period.DAY), limit(Period.MONTH)));
    Snapshot snapshot = snapshot(limits);
    this.cost =
        snapshot.prices().price(endpoint(), Clock.systemUTC().instant(), usage()).orElseThrow();
    this.client =
        GovernedChatClient.builder(
                ApiKeyVerifier.create(List.of(stored(key)), Clock.systemUTC()), () -> snapshot)
            .providers(List.of(provider))
            .credentials(new InMemoryCredentials().put("key", "sk-benchmark".toCharArray()))
            .budgets(InMemoryBudgetLedger.create(limits))
            .audit(audit)
            .build(CallerCredential.apiKey(key.reveal(SecretAccess.get())));
  }

  /**
   * Calls that {@code provider} answers.
   *
   * @param provider closed with the calls; named {@link #PROVIDER}
   * @param textLength how long its answer's text is, in characters
   */
  static GovernedCalls open(ChatProvider provider, int textLength) {
    return new GovernedCalls(provider, textLength);
  }

  /**
   * One call, checked: a benchmark of failures would be a fast one.
   *
   * @throws IllegalStateException when the reply is not the expected one
   */
  ChatResponse call() {
    ChatResponse reply = client.chat(request);
    boolean priced = reply.cost().map(charged -> charged.amount().equals(cost)).orElse(false);
    if (reply.text().length() != textLength || !priced) {
      throw new IllegalStateException(
          "reply: "
              + reply.text().length()
              + " characters, "
              + reply.cost()
              + " (expected: "
              + textLength
              + " characters, "
              + cost
              + ")");
    }
    return reply;
  }

  /** One call whose reply comes piece by piece; whoever reads it checks it, and closes it. */
  ChatStream stream() {
    return client.stream(request);
  }

  /** Records written so far; every call that is over has two. */
  long records() {
    return audit.records();
  }

  @Override
  public void close() {
    client.close();
    provider.close();
  }

  /** About 1 KB as JSON. */
  private static ChatRequest request() {
    return ChatRequest.builder()
        .model("support")
        .system("Answer briefly, in the customer's language.")
        .user(SENTENCE.repeat(10))
        .maxOutputTokens(400)
        .temperature(0.2)
        .context(context -> context.tag("feature", "tracking"))
        .build();
  }

  private static Snapshot snapshot(Limits limits) {
    ModelEndpoint endpoint =
        new ModelEndpoint(endpoint(), "key", Capabilities.of(400_000, 128_000));
    return new Snapshot(
        new Revision(1, "0".repeat(64)),
        RulePolicy.of(
            Map.of(TENANT, TenantRules.of(List.of(new ModelPattern("support")), Set.of(REGION)))),
        List.of(),
        ModelCatalog.of(Map.of(new ModelName("support"), List.of(endpoint))),
        PriceTable.bundled(),
        limits,
        Attribution.NONE,
        RoutingStrategy.PRIORITY,
        AuditRules.NONE);
  }

  private static EndpointId endpoint() {
    return new EndpointId(PROVIDER, new ModelName(MODEL), REGION);
  }

  private static Usage usage() {
    return Usage.of(INPUT_TOKENS, OUTPUT_TOKENS, UsageSource.REPORTED);
  }

  /** So much that the budget never ends a benchmark. */
  private static Limit limit(Period period) {
    return new Limit(
        Unit.money(Currency.USD),
        "tenant/" + TENANT,
        period,
        ZoneOffset.UTC,
        Money.of("1000000000", Currency.USD).nanos());
  }

  private static StoredKey stored(ApiKey key) {
    return new StoredKey(
        key.id(),
        TENANT,
        null,
        new Principal("svc:tracking"),
        List.of(new StoredSecret(key.sha256(), null)));
  }
}
