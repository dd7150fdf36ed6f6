package io.aiarco.asc.audit.custody;

import static io.aiarco.asc.audit.custody.Installation.ACME;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.audit.journal.Ground;
import io.aiarco.asc.call.Ulid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldRecordsTest {
  private static final Ground GROUND = new Ground("counsel", "case 12");
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FAR_OFF = Instant.parse("2099-01-01T00:00:00Z");

  @TempDir private Path data;
  private final List<Runnable> readings = new ArrayList<>();
  private Installation site;

  @BeforeEach
  void setUp() {
    site = new Installation(data);
    site.call(ACME, "patient 7");
  }

  private HeldRecords held() {
    return new HeldRecords(new LogRoots(data.resolve("audit"), null), readings::add);
  }

  private Instant read() {
    HeldRecords held = held();
    assertEquals(Instant.MIN, held.get(), "everything is held until it is known");
    readings.remove(0).run();
    Instant known = held.get();
    assertEquals(List.of(), readings, "read once");
    return known;
  }

  private LegalHold hold(@Nullable Instant from) throws IOException {
    return site.custody().hold(new LegalHold.Scope(ACME, null, null, from, null), GROUND).get(0);
  }

  @Test
  void theEarliestHoldInForceCounts() throws IOException {
    assertEquals(Instant.MAX, read());
    hold(LONG_AGO.plusSeconds(1));
    LegalHold earliest = hold(LONG_AGO);
    assertEquals(LONG_AGO, read());

    site.custody().release(earliest.id(), GROUND);
    assertEquals(LONG_AGO.plusSeconds(1), read());

    hold(null);
    assertEquals(Instant.MIN, read());
  }

  @Test
  void aHoldsOwnRecordIsHeldThoughItBeginsLater() throws IOException {
    assertEquals(Ulid.time(hold(FAR_OFF).id()), read());
  }

  @Test
  void whatCannotBeReadIsHeldAndReadAgain() throws IOException {
    Path segment = data.resolve("audit/gw-1/1/seg-00000000000000000000.log");
    byte[] good = Files.readAllBytes(segment);
    Files.write(segment, "no record\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    HeldRecords held = held();
    held.get();
    readings.remove(0).run();
    assertEquals(Instant.MIN, held.get());

    Files.write(segment, good);
    readings.remove(0).run();
    assertEquals(Instant.MAX, held.get());
  }
}
