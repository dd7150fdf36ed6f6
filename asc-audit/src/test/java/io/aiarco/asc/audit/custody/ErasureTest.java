package io.aiarco.asc.audit.custody;

import static io.aiarco.asc.audit.custody.Installation.ACME;
import static io.aiarco.asc.audit.custody.Installation.GLOBEX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.Pseudonyms;
import io.aiarco.asc.audit.journal.Ground;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureTest {
  private static final Ground GROUND = new Ground("dpo", "request 4711");

  @TempDir private Path data;
  private Installation site;

  @BeforeEach
  void setUp() {
    site = new Installation(data);
  }

  @Test
  void anErasedCallIsGoneAndTheLogSaysWhoWhyAndWhich() throws IOException {
    CallId call = site.call(ACME, "patient 7");
    CallId other = site.call(ACME, "patient 7");

    assertEquals(new Erased(1, 0), site.custody().erase(call, GROUND));

    assertFalse(site.isKept(call));
    assertTrue(site.isKept(other));
    String record = site.records("erasure").get(0);
    for (String member :
        List.of(
            "\"by\":\"dpo\"",
            "\"why\":\"request 4711\"",
            "\"call\":\"" + call + "\"",
            "\"tenant\":\"acme\"",
            "\"tseq\":")) {
      assertTrue(record.contains(member), record);
    }
    assertEquals(0, site.verify().exitCode(), () -> site.verify().lines().toString());
  }

  @Test
  void whatACrashLeftWithoutARecordGetsOneAndOnlyOne() throws IOException {
    CallId call = site.call(ACME, "patient 7");
    site.content().erase(Set.of(call)); // and here it was killed

    assertEquals(new Erased(1, 0), site.custody().erase(call, GROUND));
    assertEquals(new Erased(0, 1), site.custody().erase(call, GROUND));

    assertEquals(1, site.records("erasure").size());
    assertEquals(0, site.verify().exitCode());
  }

  @Test
  void whileAProcessWritesNothingIsErasedAndItIsNamed() throws IOException {
    CallId call = site.call(ACME, "patient 7");

    try (Journal running = Journal.open(site.config().build())) {
      AuditUnavailableException refused =
          assertThrows(AuditUnavailableException.class, () -> site.custody().erase(call, GROUND));

      assertTrue(
          refused.getMessage().contains("pid=" + ProcessHandle.current().pid()),
          refused.getMessage());
      assertTrue(running.folder().startsWith(data));
    }
    assertTrue(site.isKept(call));
    assertEquals(List.of(), site.records("erasure"));
  }

  @Test
  void aPersonIsErasedUnderEveryNameAndInEveryWritersLog() throws IOException {
    CallId first = site.call(ACME, "patient 7");
    site.pseudonyms().rotate(ACME);
    CallId second = site.call("gw-2", ACME, "patient 7");
    CallId neighbour = site.call(ACME, "patient 8");
    CallId namesake = site.call(GLOBEX, "patient 7");

    assertEquals(new Erased(2, 0), site.custody().erase(ACME, "patient 7", GROUND));

    assertFalse(site.isKept(first) || site.isKept(second));
    assertTrue(site.isKept(neighbour) && site.isKept(namesake));
    List<String> records = site.records("erasure");
    assertTrue(records.get(0).contains("/gw-1/") && records.get(0).contains(first.value()));
    assertTrue(records.get(1).contains("/gw-2/") && records.get(1).contains(second.value()));
    assertEquals(0, site.verify().exitCode(), () -> site.verify().lines().toString());
  }

  @Test
  void whatStandsOnTheFallbackDiskIsSeenAndContinuedThere() throws IOException {
    CallId first = site.call(ACME, "patient 7");
    CallId second = site.call("gw-2", ACME, "patient 7");
    Path fallback = Files.createDirectories(data.resolve("fallback"));
    Files.move(data.resolve("audit/gw-2"), fallback.resolve("gw-2"));

    assertEquals(new Erased(2, 0), site.custody().erase(ACME, "patient 7", GROUND));
    assertEquals(new Erased(0, 2), site.custody().erase(ACME, "patient 7", GROUND));
    assertEquals(new Erased(0, 0), site.custody().eraseUnrecorded(GROUND));

    assertFalse(site.isKept(first) || site.isKept(second));
    VerifyReport report = Verifier.verify(fallback.resolve("gw-2/1"), List.of(), List.of());
    assertEquals(0, report.exitCode(), report.lines().toString());
    assertFalse(Files.exists(data.resolve("audit/gw-2/1")), "no other log was begun");
  }

  @Test
  void aPseudonymIsTakenAsItStands() throws IOException {
    CallId call = site.call(ACME, "patient 7");
    String name = site.pseudonyms().of(ACME).of(Pseudonyms.SUBJECT, "patient 7");

    assertEquals(new Erased(1, 0), site.custody().erase(ACME, name, GROUND));

    assertFalse(site.isKept(call));
  }

  @Test
  void whatACrashKeptOfACallWithoutAnIntentIsErasedAndRecordedOnce() throws IOException {
    CallId recorded = site.call(ACME, "patient 7");
    CallId torn = site.keep("gw-1", "patient 8");
    CallId elsewhere = site.keep("gw-2", "patient 9");

    assertThrows(IllegalArgumentException.class, () -> site.custody().erase(torn, GROUND));
    assertEquals(new Erased(1, 0), site.custody().eraseUnrecorded(GROUND));
    assertEquals(new Erased(0, 1), site.custody().eraseUnrecorded(GROUND));

    assertFalse(site.isKept(torn));
    assertTrue(site.isKept(recorded));
    assertTrue(site.isKept(elsewhere), "who knows what its log says");
    String record = site.records("erasure").get(0);
    assertTrue(record.contains(torn.value()) && !record.contains("tenant"), record);
    assertEquals(0, site.verify().exitCode(), () -> site.verify().lines().toString());
  }

  @Test
  void pseudonymsOfADestroyedEpochMeanNobodyAndTheLogSaysSoOnce() throws IOException {
    site.call(ACME, "patient 7");
    String before = site.pseudonyms().of(ACME).of(Pseudonyms.SUBJECT, "patient 7");
    assertThrows(
        IllegalArgumentException.class, () -> site.custody().destroyPseudonyms(ACME, 1, GROUND));
    site.pseudonyms().rotate(ACME);

    assertTrue(site.custody().destroyPseudonyms(ACME, 1, GROUND));
    assertFalse(site.custody().destroyPseudonyms(ACME, 1, GROUND));

    List<String> names = site.pseudonyms().lookUp(ACME, Pseudonyms.SUBJECT, "patient 7");
    assertFalse(names.contains(before));
    assertEquals(1, site.records("erasure").size());
    assertTrue(site.records("erasure").get(0).contains("\"pseudonyms\":\"1\""));
    assertEquals(0, site.verify().exitCode(), () -> site.verify().lines().toString());
  }

  @Test
  void aKeyThatACrashLeftDestroyedWithoutARecordGetsOne() throws IOException {
    site.call(ACME, "patient 7");
    site.pseudonyms().rotate(ACME);
    site.pseudonyms().destroy(ACME, 1); // and here it was killed

    assertTrue(site.custody().destroyPseudonyms(ACME, 1, GROUND));

    assertEquals(1, site.records("erasure").size());
  }

  @Test
  void aCallTheLogDoesNotKnowIsRefused() {
    site.call(ACME, "patient 7");

    assertThrows(
        IllegalArgumentException.class, () -> site.custody().erase(Records.call(), GROUND));
  }

  @Test
  void aGroundHasWordsAndNotTooMany() {
    assertThrows(IllegalArgumentException.class, () -> new Ground("dpo", " "));
    assertThrows(IllegalArgumentException.class, () -> new Ground("", "request 4711"));
    assertThrows(IllegalArgumentException.class, () -> new Ground("dpo", "x".repeat(129)));
  }
}
