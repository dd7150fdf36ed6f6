package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.RateLimitedException;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.testkit.AscTest;
import io.aiarco.asc.testkit.provider.ScriptedReply;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accounts of providers and models, of the organisation and of a tenant. */
class EndpointAccountTest {
  private static final Unit USD = Unit.money(Currency.USD);

  @RegisterExtension
  final AscTest asc =
      AscTest.withLimits(
          limit(USD, "provider/*", 1_000_000_000_000L),
          limit(USD, "tenant/acme/model/*", 1_000_000_000_000L),
          limit(Unit.REQUESTS, "provider/eu", 3),
          limit(Unit.REQUESTS, "org", 100));

  @Test
  void aCallHoldsWhereItGoesFirstAndAnAttemptElsewhereAddsThatProvider() {
    asc.provider("eu").reply(ScriptedReply.failure(FailureClass.SERVER));
    asc.provider("eu-2").reply("ok");

    asc.client().chat(request());

    AuditRecord.CallIntent intent = only(AuditRecord.CallIntent.class);
    AuditRecord.CallAttempt second = only(AuditRecord.CallAttempt.class);
    AuditRecord.CallOutcome outcome = only(AuditRecord.CallOutcome.class);
    assertEquals(
        List.of("org", "provider/eu", "tenant/acme", "tenant/acme/model/scripted"),
        scopes(intent.hold()));
    assertTrue(scopes(second.hold()).contains("provider/eu-2"), () -> second.hold().toString());
    assertTrue(!scopes(second.hold()).contains("provider/eu"));
    TreeMap<String, Long> money = new TreeMap<>();
    for (HoldLine line : outcome.settle()) {
      if (line.unit().isMoney()) {
        line.accounts().forEach(account -> money.put(account.scope(), line.amount()));
      }
    }
    long here = money.getOrDefault("provider/eu", 0L);
    long there = money.getOrDefault("provider/eu-2", 0L);
    assertTrue(there > 0);
    assertEquals(here + there, money.get("tenant/acme"));
    assertEquals(here + there, money.get("tenant/acme/model/scripted"));
    assertEquals(here + there, asc.balance().settled());
  }

  @Test
  void aProviderWithoutRoomIsPassedWhileAnotherHasSome() {
    for (int i = 0; i < 5; i++) {
      asc.client().chat(request());
    }

    assertEquals(3, asc.provider("eu").calls().size());
    assertEquals(2, asc.provider("eu-2").calls().size());
    AuditRecord.CallIntent last =
        all(AuditRecord.CallIntent.class).reduce((first, second) -> second).orElseThrow();
    assertEquals("eu-2", last.plan().get(0).provider().value());
  }

  @Test
  void whereEveryProviderIsFullTheCallIsRefused() {
    for (int i = 0; i < 3; i++) {
      asc.client().chat(only("anywhere"));
    }

    RateLimitedException refused =
        assertThrows(RateLimitedException.class, () -> asc.client().chat(only("anywhere")));

    assertEquals("provider/eu", refused.account().scope());
    assertEquals(3, asc.provider("eu").calls().size());
  }

  private <T> T only(Class<T> kind) {
    return all(kind).findFirst().orElseThrow();
  }

  private <T> java.util.stream.Stream<T> all(Class<T> kind) {
    return asc.records().stream().filter(kind::isInstance).map(kind::cast);
  }

  private static List<String> scopes(List<HoldLine> lines) {
    return lines.stream()
        .flatMap(line -> line.accounts().stream())
        .map(account -> account.scope())
        .distinct()
        .sorted()
        .toList();
  }

  private static ChatRequest request() {
    return only("test");
  }

  private static ChatRequest only(String model) {
    return ChatRequest.builder().model(model).user("hello").maxOutputTokens(10).build();
  }

  private static Limit limit(Unit unit, String scope, long amount) {
    return new Limit(unit, scope, Period.TOTAL, ZoneOffset.UTC, amount);
  }
}
