package io.aiarco.asc.gateway.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.simulator.Arrival;
import io.aiarco.asc.simulator.Fault;
import io.aiarco.asc.simulator.ReceivedRequest;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 on a process in the middle of its calls, again and again over one folder: whenever it
 * comes, the log tells what happened. The providers live in this process and outlive the caller.
 * Property {@code asc.kills}: how many times; {@code asc.kill.seed}: the seed, to see a failure
 * again.
 */
@Tag("kill")
class KillTest {
  private static final int KILLS = Integer.getInteger("asc.kills", 10);
  private static final long SEED = Long.getLong("asc.kill.seed", System.nanoTime());
  private static final long NUMBERS_PER_CHILD = 1_000_000;
  private static final Pattern FREE = Pattern.compile("budget (\\S+): (\\S+) USD free .*");

  @TempDir private Path folder;
  private final Random random = new Random(SEED);
  private final Simulator first = Simulator.builder().name("first").open();
  private final Simulator second = Simulator.builder().name("second").open();
  private final LoggedCalls log = new LoggedCalls();
  private final ConcurrentLinkedQueue<String> unrecorded = new ConcurrentLinkedQueue<>();
  private final AtomicInteger arrived = new AtomicInteger();
  private final List<String> seen = new ArrayList<>();
  private Site site;
  private LogTail tail;
  private String moment = "at no moment yet";
  private List<Path> checkpoints = List.of();

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  @Test
  void whateverTheMomentTheLogTellsWhatHappened() throws Exception {
    site = Site.create(folder, first.baseUrl(), second.baseUrl());
    tail = new LogTail(site.segment(), log::accept);
    first.otherwise(request -> answer("first", request));
    second.otherwise(request -> answer("second", request));
    for (int kill = 1; kill <= KILLS; kill++) {
      try {
        killAtSomeMoment(kill);
        // The child after this one, and not we, may have to clean up, and be killed at that.
        if (kill == KILLS || random.nextInt(3) > 0) {
          reopen();
        }
      } catch (AssertionError e) {
        throw new AssertionError(
            "kill " + kill + " " + moment + ", -Dasc.kill.seed=" + SEED + ": " + e.getMessage(), e);
      }
    }
    assertTrue(log.calls().size() > KILLS, "calls recorded: " + log.calls().size());
    VerifyScript.run(site.audit());
  }

  private void killAtSomeMoment(int kill) throws Exception {
    int lines = random.nextInt(120);
    int arrivals = random.nextInt(120);
    int records = 1 + random.nextInt(12);
    int spinNanos = random.nextInt(500_000);
    int arrivedBefore = arrived.get();
    int recordedBefore = recorded();
    try (ChildProcess child = ChildProcess.start(site, kill * NUMBERS_PER_CHILD)) {
      switch (random.nextInt(3)) {
        case 0 -> {
          moment = "after line " + lines;
          await(child, () -> child.lines().size() > lines);
        }
        case 1 -> {
          moment = "after arrival " + arrivals;
          await(child, () -> arrived.get() > arrivedBefore + arrivals);
        }
        default -> {
          moment = "after record " + records;
          await(child, () -> recorded() >= recordedBefore + records);
        }
      }
      spin(spinNanos);
      child.kill();
      seen.addAll(child.lines());
    }
    VerifyReport left = verify();
    assertTrue(left.exitCode() == 0 || left.exitCode() == 3, () -> left.lines().toString());
    requireRecorded();
  }

  /** What a provider does with a request: first of all, look whether the log has it already. */
  private Reply answer(String provider, ReceivedRequest request) {
    long number = Site.number(request.lastUserText());
    if (!isRecorded(number, provider)) {
      unrecorded.add(number + " to " + provider);
    }
    arrived.incrementAndGet();
    Reply reply = Reply.text("word ".repeat(1 + (int) (number % 9)).strip());
    if (provider.equals("second")) {
      return number % 31 == 0 ? Reply.failing(Fault.status(529)) : reply;
    }
    return switch ((int) (number % 16)) {
      case 1, 8 -> Reply.failing(Fault.status(503));
      case 2 -> Reply.failing(Fault.html(200));
      case 3 -> reply.fault(Fault.cutAfter(2));
      case 4 -> reply.fault(Fault.resetAfter(0));
      case 5, 14 -> reply.fault(Fault.delayEvents(Duration.ofMillis(1)));
      case 9 -> Reply.failing(Fault.status(400));
      case 11 -> reply.fault(Fault.errorEventAfter(2));
      default -> reply;
    };
  }

  private boolean isRecorded(long number, String provider) {
    readOn();
    return log.allowed(number, provider) > 0;
  }

  private int recorded() {
    readOn();
    return log.records();
  }

  private void readOn() {
    try {
      tail.readOn();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(ChildProcess child, BooleanSupplier moment) {
    Await.until(
        () -> {
          child.requireAlive();
          return moment.getAsBoolean();
        });
  }

  private static void spin(int nanos) {
    long until = System.nanoTime() + nanos;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  /** No request that arrived lacks its intent or attempt record; none arrived before it. */
  private void requireRecorded() throws InterruptedException {
    recorded();
    assertEquals(List.of(), List.copyOf(unrecorded), "arrived before they were recorded");
    for (Simulator provider : List.of(first, second)) {
      String name = provider == first ? "first" : "second";
      Map<Long, Integer> byNumber = new HashMap<>();
      for (Arrival arrival : provider.awaitEnded(0, Await.PATIENCE)) {
        byNumber.merge(Site.number(arrival), 1, Integer::sum);
      }
      byNumber.forEach(
          (number, count) ->
              assertTrue(
                  count <= log.allowed(number, name),
                  () -> count + " requests with number " + number + " at " + name));
    }
  }

  private void reopen() throws Exception {
    try (AscGateway asc = AscGateway.open(site.file())) {
      recorded();
      requireSameBalance(asc, site.roomy());
      requireSameBalance(asc, site.tight());
    }
    VerifyReport healed = verify();
    assertEquals(0, healed.exitCode(), () -> healed.lines().toString());
    checkpoints = List.of(Files.copy(site.checkpoint(), folder.resolve("kept-" + log.records())));
    recorded();
    log.calls().forEach((id, call) -> assertNotNull(call.end, () -> id + " has no end"));
    assertEquals(0, log.open().signum(), "nothing is held when nobody calls");
    seen.forEach(this::requireLogged);
  }

  /** The gateway has as much left as the log says. */
  private void requireSameBalance(AscGateway asc, ApiKey key) {
    ChatClient chat = site.client(asc, key);
    String why = chat.explain(ChatRequest.builder().model("dear").user("?").build()).why();
    Matcher free = FREE.matcher(why);
    assertTrue(free.matches(), why);
    String account = free.group(1);
    BigDecimal expected = Site.LIMITS.get(account.split("/")[1]).subtract(log.settled(account));
    assertEquals(0, expected.compareTo(new BigDecimal(free.group(2))), () -> why + " " + expected);
  }

  /** What a caller saw stands in the log, at the price he was told if the end was still written. */
  private void requireLogged(String line) {
    String[] words = line.split(" ");
    if (!words[0].equals("reply")) {
      return;
    }
    if (words[4].equals("DUPLICATE")) {
      String number = words[1];
      assertTrue(
          log.calls().values().stream().anyMatch(call -> call.number.equals(number)),
          () -> "no call behind " + line);
      return;
    }
    LoggedCalls.Call call = log.calls().get(words[2]);
    assertNotNull(call, () -> "no intent of " + line);
    assertEquals(words[1], call.number, line);
    if (call.end.get("type").equals("call.outcome")) {
      assertEquals("ok", call.end.get("status"), line);
      BigDecimal cost =
          LoggedCalls.lines(call.end.get("attempts")).stream()
              .filter(attempt -> attempt.containsKey("cost"))
              .map(attempt -> new BigDecimal((String) attempt.get("cost")))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertEquals(0, cost.compareTo(new BigDecimal(words[3])), () -> line + " cost " + cost);
    }
  }

  /** Held against the newest checkpoint that we kept elsewhere: no kill may undo it. */
  private VerifyReport verify() {
    return Verifier.verify(site.audit(), List.of(), checkpoints);
  }
}
