package io.aiarco.asc.gateway.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.simulator.ReceivedRequest;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One hard budget, 64 threads, a provider that bills what it likes within a call's bound, and kill
 * -9 in the middle: what the provider billed never passes the limit. What it bills beyond a bound
 * is charged in full, said, and the last.
 */
class OverspendTest {
  private static final int KILLED_AFTER_REPLIES = 100;
  private static final int MAX_INPUT = 20;
  private static final BigDecimal LIMIT = Site.LIMITS.get("shared");

  @TempDir private Path folder;
  private final Simulator provider = Simulator.open();
  private final AtomicLong inputBilled = new AtomicLong();
  private final AtomicLong outputBilled = new AtomicLong();
  private Site site;

  @BeforeEach
  void setUp() throws IOException {
    site = Site.create(folder, provider.baseUrl(), provider.baseUrl());
  }

  @AfterEach
  void tearDown() {
    provider.close();
  }

  @Test
  void sixtyFourThreadsAndAKillSpendNotOneNanoMoreThanTheBudget() throws Exception {
    provider.otherwise(this::withinTheBound);
    List<String> seen = new ArrayList<>();

    try (ChildProcess killed = ChildProcess.startSpending(site, 0)) {
      await(killed, KILLED_AFTER_REPLIES);
      killed.kill();
      seen.addAll(killed.lines());
    }
    try (ChildProcess restarted = ChildProcess.startSpending(site, 1_000_000)) {
      Await.until(
          () -> {
            restarted.requireAlive();
            return restarted.lines().contains(SpendingProcess.SPENT);
          });
      restarted.kill();
      seen.addAll(restarted.lines());
    }

    LoggedCalls log = site.loggedCalls(); // which looks at every record whether the limit held
    assertEquals(0, log.open().signum(), "nothing is held when all were refused");
    String account = account(log);
    BigDecimal settled = log.settled(account);
    assertTrue(settled.compareTo(LIMIT) <= 0, () -> "settled " + settled);
    assertTrue(billed().compareTo(settled) <= 0, () -> "billed " + billed() + " of " + settled);
    BigDecimal left = LIMIT.subtract(settled);
    assertTrue(
        left.compareTo(dearestHold(log)) < 0,
        () -> left + " left of which a call needs " + dearestHold(log) + ", and all were refused");
    seen.stream()
        .filter(line -> line.startsWith("reply "))
        .forEach(line -> requireLogged(log, line));
  }

  @Test
  void whatAProviderBillsBeyondItsBoundIsChargedInFullSaidAndTheLast() throws Exception {
    provider.otherwise(request -> Reply.text("On its way.").usage(10_000, 20_000));

    try (AscGateway asc = AscGateway.open(site.file())) {
      ChatClient chat = site.client(asc, site.shared());
      assertEquals("On its way.", chat.chat(Site.question(1)).text());
      assertThrows(BudgetExhaustedException.class, () -> chat.chat(Site.question(2)));
    }

    List<Map<String, Object>> outcomes = new ArrayList<>();
    new LogTail(
            site.segment(),
            record -> {
              if (record.get("type").equals("call.outcome")) {
                outcomes.add(record);
              }
            })
        .readOn();
    assertEquals(1, outcomes.size());
    assertEquals(true, outcomes.get(0).get("over"));
    assertEquals("70", LoggedCalls.lines(outcomes.get(0).get("settle")).get(0).get("amount"));
  }

  private Reply withinTheBound(ReceivedRequest request) {
    Random random = new Random(Site.number(request.lastUserText()));
    int input = random.nextInt(MAX_INPUT + 1);
    int output = random.nextInt(Site.MAX_OUTPUT + 1);
    inputBilled.addAndGet(input);
    outputBilled.addAndGet(output);
    return Reply.text("On its way.").usage(input, output);
  }

  private BigDecimal billed() {
    return Site.INPUT_PRICE
        .multiply(BigDecimal.valueOf(inputBilled.get()))
        .add(Site.OUTPUT_PRICE.multiply(BigDecimal.valueOf(outputBilled.get())));
  }

  private static void await(ChildProcess child, int replies) {
    Await.until(
        () -> {
          child.requireAlive();
          return child.lines().size() >= replies;
        });
  }

  private static String account(LoggedCalls log) {
    Map<String, Object> hold = log.calls().values().iterator().next().holds.get(0);
    return (String) LoggedCalls.list(hold.get("accounts")).get(0);
  }

  private static BigDecimal dearestHold(LoggedCalls log) {
    return log.calls().values().stream()
        .map(call -> new BigDecimal((String) call.holds.get(0).get("amount")))
        .max(BigDecimal::compareTo)
        .orElseThrow();
  }

  private static void requireLogged(LoggedCalls log, String line) {
    LoggedCalls.Call call = log.calls().get(line.split(" ")[2]);
    assertNotNull(call, () -> "no intent of " + line);
    assertNotNull(call.end, () -> "no end of " + line);
  }
}
