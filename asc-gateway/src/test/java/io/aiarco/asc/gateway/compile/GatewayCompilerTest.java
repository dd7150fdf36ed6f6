package io.aiarco.asc.gateway.compile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.HoldMode;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Overdraft;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.budget.WaitingLine;
import io.aiarco.asc.call.Criticality;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.provider.ModelEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GatewayCompilerTest {
  @Test
  void aRightFileBecomesAGatewaysParts() {
    GatewayConfig config = Yaml.compile(Yaml.GOOD);

    assertEquals("claims-service", config.instance());
    assertEquals("asc-data", config.data().getFileName().toString());
    assertEquals(
        List.of("sim-eu", "sim-us", "claude"),
        config.providers().stream().map(provider -> provider.id().value()).toList());
    assertEquals("https://api.anthropic.com", config.providers().get(2).baseUrl().toString());
    assertEquals(
        "sk-ant-from-the-environment",
        config.credentials().current("claude").reveal(SecretAccess.get()));
    assertEquals(
        List.of("sim-eu/sim-small@eu-west", "sim-us/sim-small@us-east"),
        config.catalog().endpoints(new ModelName("support")).stream()
            .map(endpoint -> endpoint.id().toString())
            .toList());
    ModelEndpoint draft = config.catalog().endpoints(new ModelName("draft-long")).get(0);
    assertEquals(200_000, draft.capabilities().maxInputTokens());
    assertFalse(draft.capabilities().features().contains(Feature.TOOLS), "by tools: false");
    assertFalse(draft.capabilities().features().contains(Feature.SEED), "by its wire");
    assertFalse(draft.capabilities().features().contains(Feature.TOP_K), "by its model");
    assertTrue(draft.capabilities().features().contains(Feature.IMAGE_URL));
    assertEquals(32_000, draft.capabilities().usualOutputTokens());
    assertEquals("anthropic-messages", draft.capabilities().dialect());
    assertEquals(
        List.of(
            "tenant/acme USD DAY 5",
            "tenant/acme USD MONTH 100",
            "tenant/acme req MINUTE 600",
            "tenant/acme par NOW 64",
            "tenant/acme/team/claims USD DAY 1"),
        config.limits().all().stream()
            .map(
                limit ->
                    limit.scope()
                        + " "
                        + limit.unit()
                        + " "
                        + limit.period()
                        + " "
                        + limit.unit().format(limit.amount()))
            .toList());
    assertEquals("Europe/Berlin", config.limits().all().get(0).zone().getId());
    assertEquals("3kTMd0123456", config.keys().get(0).id());
    assertEquals(Duration.ofMillis(500), config.route().timeouts().interChunk());
    assertEquals(40, config.breaker().failurePercent());
    assertEquals(500, config.idempotency().maxEntries());
    assertEquals("example.com", config.audit().domain());
    assertEquals(config.data().resolveSibling("other-disk"), config.audit().fallback());
    assertEquals(Duration.ofDays(2192), config.audit().retention());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void everyMistakeIsSaidWithItsPlaceAndWhatIsExpected(Change change) {
    assertEquals(change.problems(), Yaml.problems(change.good(), change.bad()));
  }

  @Test
  void allProblemsAreSaidAtOnceInTheirOrder() {
    List<String> problems =
        Yaml.problems(
            Yaml.GOOD
                .replace("kind: anthropic", "kind: antropic")
                .replace("[support, draft-*]", "[suport, draft-*]")
                .replace("open-for: 10s", "open-for: soon")
                .replace("instance:", "instanse:"));

    assertEquals(
        List.of("instanse", "providers.claude.kind", "tenants.acme.models[0]", "breaker.open-for"),
        problems.stream().map(problem -> problem.split(" ")[1].replace(":", "")).toList());
  }

  @Property(tries = 400)
  void aKeyMistypedOnceIsHintedAt(@ForAll("typos") Typo typo) {
    List<String> problems = Yaml.problems(typo.line().good(), typo.line().bad(typo.typed()));

    assertTrue(
        problems.stream()
            .anyMatch(
                problem ->
                    problem.contains("." + typo.typed() + ": unknown key")
                        && problem.contains("did you mean " + typo.line().key() + "?")),
        () -> typo + ": " + problems);
  }

  @Test
  void aSecretInThePlaceOfAReferenceIsNowhereRepeated() {
    for (String secret : List.of("sk-ant-api03-hidden", "${env:X:-sk-hidden}", "hidden")) {
      List<String> problems = Yaml.problems("${env:CLAUDE_KEY}", secret);

      assertFalse(problems.toString().contains("hidden"), problems.toString());
    }
  }

  @Test
  void theRevisionKnowsContentFromLayout() {
    String sha256 = Yaml.compile(Yaml.GOOD).sha256();

    assertEquals(sha256, Yaml.compile("# a comment\n" + Yaml.GOOD).sha256());
    assertEquals(
        sha256,
        Yaml.compile(
                Yaml.GOOD.replace("instance: claims-service\n", "")
                    + "instance: 'claims-service'\n")
            .sha256());
    assertNotEquals(sha256, Yaml.compile(Yaml.GOOD.replace("day: 5 USD", "day: 6 USD")).sha256());
  }

  @Test
  void whatIsKnownOfAModelHoldsUnlessTheFileSaysOtherwise() {
    String known = "      targets: [claude/claude-opus-5]\n";
    String overridden = known + "      with: [top-k]\n      image-tokens: 1_600\n";
    String limits = "    max-input-tokens: 200_000\n    max-output-tokens: 32_000\n";
    assertTrue(Yaml.GOOD.contains(known.substring(2)) && Yaml.GOOD.contains(limits));

    Capabilities asKnown = draft(Yaml.GOOD.replace(limits, ""));
    Capabilities asSaid = draft(Yaml.GOOD.replace(known.substring(2), overridden.indent(-2)));

    assertEquals(1_000_000, asKnown.maxInputTokens());
    assertEquals(128_000, asKnown.maxOutputTokens());
    assertEquals(4_096, asKnown.usualOutputTokens());
    assertTrue(asSaid.features().contains(Feature.TOP_K));
    assertFalse(asSaid.features().contains(Feature.TOP_P));
    assertEquals(200_000, asSaid.maxInputTokens());
    assertEquals(1_600, asSaid.imageTokens().getAsInt());
  }

  private static Capabilities draft(String yaml) {
    return Yaml.compile(yaml)
        .catalog()
        .endpoints(new ModelName("draft-long"))
        .get(0)
        .capabilities();
  }

  @Test
  void anUnlimitedTenantNeedsNoPrices() {
    String unlimited =
        Yaml.GOOD
            .replace("claude/claude-opus-5", "claude/claude-next")
            .replace(
                "budget: {day: 5 USD, month: 100 USD, requests: {minute: 600}, parallel: 64, zone:"
                    + " Europe/Berlin}",
                "budget: unlimited")
            .replace(", budget: {day: 1 USD}", "");

    assertEquals(List.of(), Yaml.compile(unlimited).limits().all());
  }

  @Test
  void aBudgetsModeIsThatOfItsMoneyAndTokens() {
    Limits limits =
        Yaml.compile(
                Yaml.GOOD.replace(
                    "parallel: 64,",
                    "mode: progressive, tokens: {day: 9}, parallel: {calls: 64, queue: 5, wait: 2s},"))
            .limits();

    for (Limit limit : limits.all()) {
      boolean ofUsage = limit.unit().isMoney() || limit.unit().equals(Unit.TOKENS);
      boolean ofTenant = limit.scope().equals("tenant/acme");
      assertEquals(
          ofUsage && ofTenant ? HoldMode.PROGRESSIVE : HoldMode.STRICT,
          limit.mode(),
          limit.toString());
      assertEquals(
          limit.unit().equals(Unit.PARALLEL)
              ? new WaitingLine(5, Duration.ofSeconds(2))
              : WaitingLine.NONE,
          limit.line());
    }
  }

  @Test
  void anOverdraftIsALimitOfItsOwn() {
    Limits limits =
        Yaml.compile(
                Yaml.GOOD.replace(
                    "parallel: 64,",
                    "overdraft: {criticality: emergency, amount: 20 USD, approved-by: 'J. Doe, CHG-1',"
                        + " expires: 2026-12-31},"))
            .limits();
    Instant last = Instant.parse("2026-12-30T23:59:59Z");

    Overdraft overdraft =
        limits.overdraft("tenant/acme", new Criticality("emergency"), last).orElseThrow();
    assertEquals("20 USD", overdraft.amount().toString());
    assertEquals(
        "tenant/acme/overdraft/emergency.2026-12-31/total~always",
        overdraft.limit().accountAt(last).id());
    assertTrue(limits.all().contains(overdraft.limit()));
    assertEquals(
        Optional.empty(),
        limits.overdraft("tenant/acme", new Criticality("emergency"), last.plusSeconds(1)));
  }

  /** One case of problems.txt. */
  record Change(String good, String bad, List<String> problems) {
    @Override
    public String toString() {
      return good + " ~> " + bad;
    }
  }

  static List<Change> changes() throws IOException {
    List<Change> changes = new ArrayList<>();
    try (InputStream in = GatewayCompilerTest.class.getResourceAsStream("problems.txt")) {
      String text = new String(Objects.requireNonNull(in, "problems.txt").readAllBytes(), UTF_8);
      for (String line : text.split("\n")) {
        if (line.startsWith("   => ")) {
          changes.get(changes.size() - 1).problems().add(line.substring(6));
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          String[] parts = line.split(" ~> ?", -1);
          changes.add(new Change(parts[0], parts[1], new ArrayList<>()));
        }
      }
    }
    assertTrue(changes.size() > 50, "cases in problems.txt: " + changes.size());
    return changes;
  }

  /** A key of the good file in a text that stands there once. */
  record Line(String good, String key) {
    String bad(String typed) {
      return good.replace(key, typed);
    }
  }

  /** A key with one character added, left out, exchanged or swapped with its neighbour. */
  record Typo(Line line, String typed) {}

  @Provide
  Arbitrary<Typo> typos() {
    Arbitrary<Line> lines =
        Arbitraries.of(
            new Line("region: us-east, credential", "credential"),
            new Line("max-input-tokens: 200", "max-input-tokens"),
            new Line("targets: [claude", "targets"),
            new Line("tools: false", "tools"),
            new Line("models: [support, draft", "models"),
            new Line("regions: [eu-west, us", "regions"),
            new Line("budget: {day: 5", "budget"),
            new Line("month: 100", "month"),
            new Line("requests: {", "requests"),
            new Line("parallel: 64", "parallel"),
            new Line("teams:\n", "teams"),
            new Line("classes:\n", "classes"),
            new Line("keys:\n", "keys"),
            new Line("sha256: 0", "sha256"),
            new Line("tenant: acme", "tenant"),
            new Line("principal: ", "principal"),
            new Line("first-token: ", "first-token"),
            new Line("failure-percent: ", "failure-percent"),
            new Line("max-entries: ", "max-entries"),
            new Line("domain: ", "domain"));
    return Combinators.combine(
            lines,
            Arbitraries.integers().between(0, 30),
            Arbitraries.integers().between(0, 3),
            Arbitraries.chars().range('a', 'z'))
        .as((line, at, kind, letter) -> new Typo(line, mistype(line.key(), at, kind, letter)))
        .filter(typo -> !typo.typed().equals(typo.line().key()));
  }

  private static String mistype(String key, int place, int kind, char letter) {
    int at = place % key.length();
    return switch (kind) {
      case 0 -> key.substring(0, at) + letter + key.substring(at);
      case 1 -> key.substring(0, at) + key.substring(at + 1);
      case 2 -> key.substring(0, at) + letter + key.substring(at + 1);
      default ->
          at == 0
              ? key
              : key.substring(0, at - 1)
                  + key.charAt(at)
                  + key.charAt(at - 1)
                  + key.substring(at + 1);
    };
  }
}
