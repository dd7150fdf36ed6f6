package io.aiarco.asc.gateway.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.error.ClosedException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.provider.ProviderException;
import io.aiarco.asc.simulator.Arrival;
import io.aiarco.asc.simulator.Fault;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around a gateway is a typed error; nothing hangs, and the log holds. */
class FaultTest {
  @TempDir private Path folder;
  private final Simulator first = Simulator.open();
  private final Simulator second = Simulator.open();
  private Site site;

  @BeforeEach
  void setUp() throws IOException {
    site = Site.create(folder, first.baseUrl(), second.baseUrl());
    first.otherwise(request -> Reply.text("On its way."));
    second.otherwise(request -> Reply.text("On its way."));
  }

  @AfterEach
  void tearDown() {
    first.close();
    second.close();
  }

  @Test
  void aSecondProcessIsRefusedAndToldTheFirst() throws Exception {
    try (ChildProcess child = ChildProcess.start(site, 0)) {
      Await.until(() -> !child.lines().isEmpty());

      AuditUnavailableException refused =
          assertThrows(AuditUnavailableException.class, () -> AscGateway.open(site.file()));

      assertTrue(refused.getMessage().contains("pid=" + child.pid()), refused.getMessage());
      int before = child.lines().size();
      Await.until(() -> child.lines().size() > before);
    }
    // The lock ends with the process, however that ends.
    try (AscGateway asc = AscGateway.open(site.file())) {
      assertEquals("On its way.", client(asc).chat(Site.question(1)).text());
    }
    requireWholeLog();
  }

  @Test
  void aFileThatMayNotGrowEndsItsEpochAndLosesNothing() throws Exception {
    try (ChildProcess child = ChildProcess.startWithFileLimit(site, 256)) {
      Await.until(() -> Files.exists(site.segment(3)));
      child.requireAlive();
    }
    LoggedCalls log = site.loggedCalls();
    for (Arrival arrival : first.arrivals()) {
      long number = Site.number(arrival);
      assertTrue(log.allowed(number, "first") > 0, () -> number + " was sent");
    }
    assertTrue(log.calls().size() > 20, () -> "calls recorded: " + log.calls().size());

    try (AscGateway asc = AscGateway.open(site.file())) {
      assertEquals("On its way.", client(asc).chat(Site.question(1)).text());
    }
    requireWholeLog();
  }

  @Test
  void whereNoContentCanBeKeptThereIsNoIntentAndNothingIsSent() throws Exception {
    String plain = "roomy: {";
    Files.writeString(
        site.file(),
        Files.readString(site.file()).replace(plain, plain + "audit: {prompt: hash}, "));
    Path content = Files.createDirectories(folder.resolve("asc-data/content"));
    Path inTheWay = Files.writeString(content.resolve("killed"), "where the folder should be");
    try (AscGateway asc = AscGateway.open(site.file())) {
      for (int i = 0; i < 2; i++) { // the first finds it out, the second is told
        AuditUnavailableException refused =
            assertThrows(AuditUnavailableException.class, () -> client(asc).chat(Site.question(1)));

        assertTrue(refused.retryAdvice().retryable() && refused.attempts().isEmpty());
      }
    }
    assertEquals(List.of(), first.arrivals());
    LoggedCalls log = new LoggedCalls();
    new LogTail(site.segment(), log::accept).readOn();
    assertTrue(log.calls().isEmpty(), "an intent stands");

    Files.delete(inTheWay);
    try (AscGateway asc = AscGateway.open(site.file())) {
      assertEquals("On its way.", client(asc).chat(Site.question(2)).text());
    }
    requireWholeLog();
  }

  @Test
  void anInterruptStormEndsCallsAndNotTheLog() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Random random = new Random(7);
    try (AscGateway asc = AscGateway.open(site.file())) {
      Callers callers = Callers.start(8, client(asc), number -> !over.get());
      for (int i = 0; i < 100; i++) {
        int ended = callers.ended();
        callers.threads().get(random.nextInt(8)).interrupt();
        Await.until(() -> callers.ended() > ended);
      }
      over.set(true);
      callers.join();

      assertEquals(
          Set.of(ErrorCode.CANCELLED), callers.failures().keySet(), callers.failures()::toString);
      assertTrue(callers.replies() > 0);
      assertEquals("On its way.", client(asc).chat(Site.question(1)).text());
    }
    requireWholeLog();
  }

  @Test
  void closingFromAllSidesDuringCallsHangsNothing() throws Exception {
    first.otherwise(request -> slow(request.number()));
    AscGateway asc = AscGateway.open(site.file());
    ChatClient chat = client(asc);
    AtomicBoolean closed = new AtomicBoolean();
    Callers callers = Callers.start(8, chat, number -> !closed.get());
    Await.until(() -> callers.replies() >= 20);

    List<Thread> closers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      closers.add(new Thread(asc::close, "closer-" + i));
    }
    closers.forEach(Thread::start);
    for (Thread closer : closers) {
      closer.join(Await.PATIENCE.toMillis());
      assertFalse(closer.isAlive(), () -> closer.getName() + " hangs");
    }
    asc.close();
    closed.set(true);
    callers.join();

    assertTrue(
        EnumSet.of(ErrorCode.CLOSED, ErrorCode.CANCELLED).containsAll(callers.failures().keySet()),
        callers.failures()::toString);
    assertThrows(ClosedException.class, () -> chat.chat(Site.question(1)));
    requireWholeLog();
  }

  @Test
  void aProviderThatAnswersHtmlIsAProviderError() throws Exception {
    first.otherwise(request -> Reply.failing(Fault.html(200)));
    second.otherwise(request -> Reply.failing(Fault.html(502)));
    try (AscGateway asc = AscGateway.open(site.file())) {
      ProviderException failed =
          assertThrows(ProviderException.class, () -> client(asc).chat(Site.question(1)));

      assertEquals(2, failed.attempts().size());
      assertFalse(failed.getMessage().contains("Sign in"), failed.getMessage());
      first.otherwise(request -> Reply.text("Back."));
      assertEquals("Back.", client(asc).chat(Site.question(2)).text());
    }
    requireWholeLog();
  }

  private static Reply slow(long number) {
    return Reply.text("Slowly, slowly, on its way.")
        .fault(Fault.delayEvents(Duration.ofMillis(number % 7)));
  }

  private ChatClient client(AscGateway asc) {
    return site.client(asc, site.roomy());
  }

  /** The log verifies, every call in it has its end, and nothing is held. */
  private void requireWholeLog() throws IOException {
    VerifyReport report = Verifier.verify(site.audit(), List.of(), List.of());
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
    LoggedCalls log = site.loggedCalls();
    assertFalse(log.calls().isEmpty());
    log.calls().forEach((id, call) -> assertNotNull(call.end, () -> id + " has no end"));
    assertEquals(0, log.open().signum());
  }
}
