package io.aiarco.asc.audit.custody;

import static io.aiarco.asc.audit.custody.Installation.ACME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.custody.CustodyRequest.Act;
import io.aiarco.asc.audit.journal.Ground;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasing and holding while the gateway runs: the same acts, done by the one who writes. */
@SuppressWarnings("try") // the desk only has to be open
class CustodyDeskTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path data;
  private Installation site;
  private CallId call;
  private final AtomicInteger holdsChanged = new AtomicInteger();

  @BeforeEach
  void setUp() {
    site = new Installation(data);
    call = site.call(ACME, "patient 7");
  }

  private CustodyDesk open(Journal running) {
    Custody custody =
        Custody.of(running, data, null, Clock.systemUTC(), holdsChanged::incrementAndGet);
    return CustodyDesk.open(data, custody);
  }

  private Map<String, String> ask(Act act, Map<String, String> about) throws IOException {
    CustodyRequest request = new CustodyRequest(act, about, new Ground("dpo", "request 4711"));
    return CustodyDesk.ask(data, request, SOON).orElseThrow();
  }

  @Test
  void aRunningGatewayErasesAndGoesOnWriting() throws IOException {
    try (Journal running = Journal.open(site.config().build());
        CustodyDesk desk = open(running)) {
      Map<String, String> about = Map.of("tenant", "acme", "subject", "patient 7");
      assertEquals(Map.of("calls", "1", "before", "0"), ask(Act.ERASE_SUBJECT, about));
      assertEquals(Map.of("calls", "0", "before", "1"), ask(Act.ERASE_SUBJECT, about));
      running.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }

    assertFalse(site.isKept(call));
    assertEquals(1, site.records("erasure").size());
    assertEquals(0, site.verify().exitCode(), () -> site.verify().lines().toString());
    try (Stream<Path> left = Files.list(data.resolve("requests"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aHoldThatIsAddedWhileItRunsStandsInTheWayUntilItIsReleased() throws IOException {
    try (Journal running = Journal.open(site.config().build());
        CustodyDesk desk = open(running)) {
      String hold = ask(Act.HOLD, Map.of("tenant", "acme")).get("holds");
      IOException held =
          assertThrows(IOException.class, () -> ask(Act.ERASE_CALL, Map.of("call", call.value())));
      assertTrue(String.valueOf(held.getMessage()).contains("held by " + hold), held.toString());
      assertTrue(site.isKept(call));
      assertEquals(1, holdsChanged.get(), "retention was told");

      ask(Act.RELEASE, Map.of("hold", String.valueOf(hold)));
      ask(Act.ERASE_CALL, Map.of("call", call.value()));
      assertFalse(site.isKept(call));
      assertEquals(2, holdsChanged.get());
    }
  }

  @Test
  void whatMakesNoSenseIsRefusedAndTheDeskGoesOn() throws IOException {
    try (Journal running = Journal.open(site.config().build());
        CustodyDesk desk = open(running)) {
      String other = Records.call().value();
      assertThrows(
          IllegalArgumentException.class, () -> ask(Act.ERASE_CALL, Map.of("call", other)));
      assertThrows(IllegalArgumentException.class, () -> ask(Act.HOLD, Map.of()));
      assertThrows(IOException.class, () -> ask(Act.ERASE_UNRECORDED, Map.of()));
      assertEquals("1", ask(Act.ERASE_CALL, Map.of("call", call.value())).get("calls"));
    }
  }

  @Test
  void whileAnotherProcessWritesNothingIsErasedAndItIsNamed() throws IOException {
    site.call("gw-2", ACME, "patient 8");
    try (Journal other = Journal.open(Logs.config(data, "gw-2").build());
        Journal running = Journal.open(site.config().build());
        CustodyDesk desk = open(running)) {
      IOException refused =
          assertThrows(IOException.class, () -> ask(Act.ERASE_CALL, Map.of("call", call.value())));
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains(other.writer() + ": in use by"), message);
      assertTrue(site.isKept(call));
    }
  }

  /** Nothing that was asked of a process that has gone is done by the next. */
  @Test
  void withoutAGatewayNothingIsLeftToBeDone() throws IOException {
    CustodyRequest request =
        new CustodyRequest(
            Act.ERASE_CALL, Map.of("call", call.value()), new Ground("dpo", "request 4711"));
    assertEquals(Optional.empty(), CustodyDesk.ask(data, request, SOON));
    Path left = Files.createDirectories(data.resolve("requests")).resolve("a.request");
    Files.writeString(left, "act=ERASE_CALL\nabout.call=" + call + "\nby=dpo\nwhy=w\n");

    try (Journal running = Journal.open(site.config().build());
        CustodyDesk desk = open(running)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> ask(Act.ERASE_CALL, Map.of("call", Records.call().value())));
    }

    assertTrue(site.isKept(call));
    assertFalse(Files.exists(left));
  }
}
