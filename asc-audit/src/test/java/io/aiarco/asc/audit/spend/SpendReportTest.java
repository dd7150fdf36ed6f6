package io.aiarco.asc.audit.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.usage.TokenClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpendReportTest {
  @TempDir Path folder;

  @Test
  void eachAttemptCountsWhereItWentAtItsOwnPrice() throws IOException {
    try (SpendLog log = new SpendLog(folder)) {
      log.call(
          "acme",
          "chat",
          130,
          SpendLog.broken("north", "large", 100),
          SpendLog.ok("south", "small", 30, "USD"));

      List<SpendRow> rows = report(log, "provider,model").rows();

      assertEquals(List.of("north", "large"), rows.get(0).by());
      assertEquals(List.of("south", "small"), rows.get(1).by());
      Spend north = rows.get(0).spend();
      assertEquals(100, north.cost().nanos());
      assertEquals(100, north.estimated().nanos());
      assertEquals(100, north.wasted().nanos());
      assertEquals(0, north.calls());
      assertEquals(1, north.failed());
      Spend south = rows.get(1).spend();
      assertEquals(30, south.cost().nanos());
      assertEquals(0, south.estimated().nanos());
      assertEquals(1, south.calls());
      assertEquals(
          Map.of(TokenClass.INPUT, 7L, TokenClass.CACHE_READ, 1L, TokenClass.OUTPUT, 2L),
          south.tokens());
      assertEquals(1, south.priceBooks().size());
    }
  }

  @Test
  void daysBeginWhereTheZoneSaysAndACallCountsWhenItBegan() throws IOException {
    try (SpendLog log = new SpendLog(folder)) {
      CallId late = log.open("acme", "chat", 50); // 22:30 UTC, half past eleven at night in Berlin
      log.clock().advance(Duration.ofHours(1));
      log.end(late, "acme", 50, SpendLog.ok("north", "large", 50, "USD"));
      log.call("acme", "chat", 7, SpendLog.ok("north", "large", 7, "USD"));

      assertEquals(
          Map.of("2026-11-24", 57L),
          costs(SpendReport.read(List.of(log.audit()), query("day", ZoneOffset.UTC, null, null))));
      ZoneId berlin = ZoneId.of("Europe/Berlin");
      assertEquals(
          Map.of("2026-11-24", 50L, "2026-11-25", 7L),
          costs(SpendReport.read(List.of(log.audit()), query("day", berlin, null, null))));
      Instant midnight = Instant.parse("2026-11-24T23:00:00Z");
      assertEquals(
          Map.of("2026-11-24", 50L),
          costs(SpendReport.read(List.of(log.audit()), query("day", berlin, null, midnight))));
      assertEquals(
          Map.of("2026-11-25", 7L),
          costs(SpendReport.read(List.of(log.audit()), query("day", berlin, midnight, null))));
    }
  }

  @Test
  void duplicatesSaveAndRefusalsCountWithoutACost() throws IOException {
    try (SpendLog log = new SpendLog(folder)) {
      CallId first = log.call("acme", "chat", 40, SpendLog.ok("north", "large", 40, "USD"));
      log.duplicate("acme", first, 40);
      log.denied("acme");
      log.call("globex", "chat", 0, SpendLog.refused("north", "large"));

      List<SpendRow> rows = report(log, "tenant").rows();

      Spend acme = rows.get(0).spend();
      assertEquals(40, acme.saved().nanos());
      assertEquals(1, acme.duplicates());
      assertEquals(1, acme.refused());
      assertEquals("XXX", rows.get(1).spend().cost().currency().code());
      assertEquals(1, rows.get(1).spend().calls());
    }
  }

  @Test
  void currenciesAreNeverAddedTogether() throws IOException {
    try (SpendLog log = new SpendLog(folder)) {
      log.call("acme", "chat", 0, SpendLog.ok("north", "large", 40, "USD"));
      log.call("acme", "chat", 0, SpendLog.ok("south", "small", 9, "EUR"));

      List<SpendRow> rows = report(log, "tenant").rows();

      assertEquals("0.000000009 EUR", rows.get(0).spend().cost().toString());
      assertEquals("0.00000004 USD", rows.get(1).spend().cost().toString());
    }
  }

  @Test
  void callsThatACrashLeftAreChargedWhatTheLogChargedThem() throws IOException {
    CallId lost;
    try (SpendLog log = new SpendLog(folder)) {
      lost = log.open("acme", "search", 900);
      assertEquals(1, report(log, "tenant").unended());
    }
    try (SpendLog log = new SpendLog(folder)) { // the next start ends it
      SpendReport report = report(log, "tag:feature,provider");

      assertEquals(0, report.unended(), lost.value());
      assertEquals(List.of("search", "sim"), report.rows().get(0).by());
      assertEquals(900, report.rows().get(0).spend().cost().nanos());
      assertEquals(900, report.rows().get(0).spend().estimated().nanos());
      assertEquals(900, report.rows().get(0).spend().wasted().nanos());
    }
  }

  /** One call is open across an epoch's end, and one record stands in two epochs. */
  @Test
  void epochsCountUpToWhereTheNextTakesOver() throws IOException {
    Logs.writeEpochs(folder);

    SpendReport report =
        SpendReport.read(
            List.of(folder.resolve("audit")), query("tenant", ZoneOffset.UTC, null, null));

    Spend acme = report.rows().get(0).spend();
    assertEquals(5, acme.calls());
    assertEquals(5 * 42_000, acme.cost().nanos());
    assertEquals(2, report.rows().get(1).spend().refused());
    assertEquals(0, report.unended());
  }

  @Test
  void aLineThatIsNotWhatWasWrittenIsNoFigure() throws IOException {
    try (SpendLog log = new SpendLog(folder)) {
      log.call("acme", "chat", 40, SpendLog.ok("north", "large", 40, "USD"));
    }
    Path segment = folder.resolve("audit/gw-1/1/seg-00000000000000000000.log");
    Files.writeString(
        segment,
        Files.readString(segment).replace("\"cost\":\"0.00000004\"", "\"cost\":\"0.00000005\""));

    IOException refused =
        assertThrows(
            IOException.class,
            () ->
                SpendReport.read(
                    List.of(folder.resolve("audit")), query("day", ZoneOffset.UTC, null, null)));

    assertEquals(true, refused.getMessage().contains("line does not hash"), refused.getMessage());
  }

  @Test
  void whatAReportCannotBeByIsSaid() {
    assertEquals(
        "by: colour (expected: tenant, team, provider, model, region, day or tag:KEY)",
        assertThrows(IllegalArgumentException.class, () -> SpendBy.parse("colour")).getMessage());
  }

  /** However it is broken down, a report adds up to the same. */
  @Property(tries = 25)
  void everyBreakdownHasTheSameSum(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path here = Files.createTempDirectory("spend");
    long calls = 0;
    long attempts = 0;
    Map<String, Long> sums = new TreeMap<>();
    try (SpendLog log = new SpendLog(here)) {
      for (int i = random.nextInt(30); i > 0; i--) {
        List<Attempt> made = new ArrayList<>();
        String currency = random.nextInt(4) == 0 ? "EUR" : "USD";
        for (int n = random.nextInt(3); n > 0; n--) {
          made.add(SpendLog.refused(name(random, "p"), name(random, "m")));
        }
        long nanos = random.nextLong(1_000_000_000_000L);
        made.add(SpendLog.ok(name(random, "p"), name(random, "m"), nanos, currency));
        log.call(name(random, "t"), name(random, "f"), nanos, made.toArray(Attempt[]::new));
        calls++;
        attempts += made.size();
        sums.merge(currency, nanos, Math::addExact);
        log.clock().advance(Duration.ofHours(random.nextInt(9)));
      }
      for (String by : List.of("tenant", "team,day", "model,provider", "tag:feature", "region")) {
        Map<String, Long> seen = new TreeMap<>();
        List<SpendRow> rows = report(log, by).rows();
        rows.forEach(
            row ->
                seen.merge(
                    row.spend().cost().currency().code(),
                    row.spend().cost().nanos(),
                    Math::addExact));
        seen.remove("XXX");
        assertEquals(sums, seen, by);
        assertEquals(calls, rows.stream().mapToLong(row -> row.spend().calls()).sum(), by);
        assertEquals(attempts, rows.stream().mapToLong(row -> row.spend().attempts()).sum(), by);
      }
    } finally {
      Logs.delete(here);
    }
  }

  private static String name(Random random, String kind) {
    return kind + random.nextInt(3);
  }

  private static SpendReport report(SpendLog log, String by) throws IOException {
    return SpendReport.read(List.of(log.audit()), query(by, ZoneOffset.UTC, null, null));
  }

  private static SpendQuery query(
      String by, ZoneId zone, @Nullable Instant from, @Nullable Instant to) {
    return new SpendQuery(SpendBy.parseAll(by), null, from, to, zone);
  }

  private static Map<String, Long> costs(SpendReport report) {
    Map<String, Long> costs = new TreeMap<>();
    report.rows().forEach(row -> costs.put(row.by().get(0), row.spend().cost().nanos()));
    return costs;
  }
}
