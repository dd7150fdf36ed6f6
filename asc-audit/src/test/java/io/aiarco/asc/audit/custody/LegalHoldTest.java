package io.aiarco.asc.audit.custody;

import static io.aiarco.asc.audit.custody.Installation.ACME;
import static io.aiarco.asc.audit.custody.Installation.GLOBEX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.journal.Ground;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.audit.journal.StoppedWriter;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegalHoldTest {
  private static final Ground GROUND = new Ground("counsel", "case 12");
  private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir private Path data;
  private Installation site;

  @BeforeEach
  void setUp() {
    site = new Installation(data);
  }

  @Test
  void whatIsHeldIsErasedOnlyAfterItsRelease() throws IOException {
    CallId call = site.call(ACME, "patient 7");
    LegalHold hold = site.custody().hold(tenant(), GROUND).get(0);

    LegalHoldException refused =
        assertThrows(LegalHoldException.class, () -> site.custody().erase(call, GROUND));
    assertEquals(hold, refused.hold());
    assertTrue(refused.getMessage().contains(hold.id()), refused.getMessage());
    assertTrue(site.isKept(call));

    site.custody().release(hold.id(), GROUND);

    assertEquals(new Erased(1, 0), site.custody().erase(call, GROUND));
    assertFalse(site.isKept(call));
    assertEquals(0, site.verify().exitCode(), () -> site.verify().lines().toString());
  }

  /** What another epoch took over is read up to where it says, and not into what is broken. */
  @Test
  void aNewEpochAfterCorruptionKeepsHoldsAndLetsTheRestBeErased() throws IOException {
    CallId first = site.call(ACME, "patient 7");
    LegalHold hold = site.custody().hold(tenant(), GROUND).get(0);
    CallId lost = site.call(ACME, "patient 8");
    Path segment = data.resolve("audit/gw-1/1/seg-00000000000000000000.log");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf(lost.value())] ^= 1;
    Files.write(segment, bytes);
    assertThrows(IOException.class, () -> site.custody().holds());

    try (StoppedWriter writer = StoppedWriter.take(data, null, null, Clock.systemUTC())) {
      writer.newEpoch(new Ground("ops", "ticket 12"), false);
    }

    assertEquals(List.of(hold), site.custody().holds());
    assertThrows(LegalHoldException.class, () -> site.custody().erase(first, GROUND));
    site.custody().release(hold.id(), GROUND);
    assertEquals(new Erased(1, 0), site.custody().erase(first, GROUND));
    assertEquals(new Erased(1, 0), site.custody().eraseUnrecorded(GROUND));
    assertFalse(site.isKept(first) || site.isKept(lost));
    assertEquals(3, site.records("admin.change").size(), "hold, new epoch, release");
  }

  @Test
  void oneHeldCallOfAPersonKeepsAllOfThem() throws IOException {
    CallId first = site.call(ACME, "patient 7");
    CallId second = site.call(ACME, "patient 7");
    site.custody().hold(new LegalHold.Scope(ACME, null, second, null, null), GROUND);

    assertThrows(LegalHoldException.class, () -> site.custody().erase(ACME, "patient 7", GROUND));

    assertTrue(site.isKept(first) && site.isKept(second));
    assertEquals(new Erased(1, 0), site.custody().erase(first, GROUND));
  }

  @Test
  void aHeldPersonIsHeldUnderEveryNameAndTheNextEpochDoesNotFreeHim() throws IOException {
    site.call(ACME, "patient 8");
    site.pseudonyms().rotate(ACME);
    assertEquals(2, site.custody().hold(person("patient 7"), GROUND).size());
    site.pseudonyms().rotate(ACME);
    CallId later = site.call(ACME, "patient 7");

    assertThrows(LegalHoldException.class, () -> site.custody().erase(ACME, "patient 7", GROUND));

    assertTrue(site.isKept(later));
    assertEquals(new Erased(1, 0), site.custody().erase(ACME, "patient 8", GROUND));
  }

  @Test
  void whatNobodyCanTellWhoseItIsIsHeldByAnyHold() throws IOException {
    site.call(ACME, "patient 7");
    CallId torn = site.keep("gw-1", "patient 8");
    site.custody().hold(scope(GLOBEX, null, null, null, AT), GROUND);

    assertThrows(LegalHoldException.class, () -> site.custody().eraseUnrecorded(GROUND));

    assertTrue(site.isKept(torn));
  }

  @Test
  void theKeyThatTellsWhoseSomethingHeldIsStays() throws IOException {
    site.call(ACME, "patient 7");
    site.pseudonyms().rotate(ACME);
    site.custody().hold(person("patient 7"), GROUND);

    assertThrows(LegalHoldException.class, () -> site.custody().destroyPseudonyms(ACME, 1, GROUND));

    assertEquals(2, site.pseudonyms().lookUp(ACME, "subject", "patient 7").size());
  }

  @Test
  void holdsInForceAreReadFromTheLogAlsoWhileItIsWritten() throws IOException {
    site.call(ACME, "patient 7");
    LegalHold.Scope scope =
        new LegalHold.Scope(GLOBEX, null, Records.call(), AT, AT.plusSeconds(60));
    LegalHold first = site.custody().hold(scope, GROUND).get(0);
    LegalHold second = site.custody().hold(tenant(), GROUND).get(0);

    try (Journal running = Journal.open(site.config().build())) {
      assertEquals(List.of(first, second), site.custody().holds());
      assertTrue(running.folder().startsWith(data));
    }
    site.custody().release(first.id(), GROUND);

    assertEquals(List.of(second), site.custody().holds());
    assertThrows(IllegalArgumentException.class, () -> site.custody().release(first.id(), GROUND));
  }

  @Test
  void aScopeCoversWhatEachOfItsPartsCovers() {
    KeptCall call = new KeptCall(Records.call(), ACME, "hmac:1:a", AT, "gw-1", true, false);
    Set<String> names = Set.of("hmac:1:a", "hmac:2:b");

    assertTrue(scope(ACME, null, null, null, null).covers(call, names));
    assertTrue(scope(ACME, "hmac:1:a", call.call(), AT, AT.plusNanos(1)).covers(call, names));
    assertTrue(scope(ACME, "hmac:2:b", null, null, null).covers(call, names));
    assertFalse(scope(GLOBEX, null, null, null, null).covers(call, names));
    assertFalse(scope(ACME, "hmac:3:c", null, null, null).covers(call, names));
    assertFalse(scope(ACME, null, Records.call(), null, null).covers(call, names));
    assertFalse(scope(ACME, null, null, AT.plusNanos(1), null).covers(call, names));
    assertFalse(scope(ACME, null, null, null, AT).covers(call, names));
    assertThrows(IllegalArgumentException.class, () -> scope(ACME, null, null, AT, AT));
  }

  @Test
  void aPersonOfATenantWithoutKeysCannotBeHeld() {
    site.call(ACME, "patient 7");

    assertThrows(
        IllegalArgumentException.class,
        () -> site.custody().hold(scope(GLOBEX, "patient 7", null, null, null), GROUND));
  }

  private static LegalHold.Scope tenant() {
    return scope(ACME, null, null, null, null);
  }

  private static LegalHold.Scope person(String name) {
    return scope(ACME, name, null, null, null);
  }

  private static LegalHold.Scope scope(
      TenantId tenant,
      @Nullable String subject,
      @Nullable CallId call,
      @Nullable Instant from,
      @Nullable Instant to) {
    return new LegalHold.Scope(tenant, subject, call, from, to);
  }
}
