package io.aiarco.asc.sidecar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.gateway.init.Starter;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer's way: init, ask, audit verify; and his mistakes. */
class FirstStepsTest {
  @TempDir Path folder;

  private Path config = Path.of("asc.yaml");
  private String key = "";

  @BeforeEach
  void init() {
    Typed answer = Typed.asc("init", "--dir", folder.toString());

    assertEquals(0, answer.exit(), answer.err());
    config = folder.resolve("asc.yaml");
    key = answer.out().replaceFirst("(?s)^ASC_API_KEY=(\\S+) .*", "$1");
  }

  @Test
  void whatInitPrintsNextAsksTheModelOfItsOwnConfiguration() {
    Typed again = Typed.asc("init", "--dir", folder.resolve("other").toString());

    String next = again.out();
    assertTrue(next.contains("asc ask --simulate --stream --config "), next);
    assertTrue(next.contains(folder.resolve("other").resolve("asc.yaml").toString()), next);
  }

  @Test
  void askedModelAnswersAndTheLogVerifies() throws IOException {
    try (Simulator simulator = Simulator.open()) {
      expect(simulator);

      for (String way : List.of("--stream", "--max-tokens=200")) {
        Typed answer = ask(key, way, "Where is my parcel?");

        assertEquals(0, answer.exit(), answer.err());
        assertTrue(answer.out().startsWith("Your parcel left"), answer.out());
        assertTrue(answer.err().contains("sim-eu/sim-small@eu-west | "), answer.err());
        assertTrue(answer.err().contains(" USD | audit "), answer.err());
      }

      assertEquals(2, simulator.arrivals().size());
    }
    String log = folder.resolve("asc-data/audit").toString();
    Typed asJson = Typed.asc("audit", "verify", "--json", log);
    assertTrue(
        asJson.out().startsWith("{\"exit\":0,\"findings\":[],\"lines\":[\"ok log="), asJson.out());
    Typed verified = Typed.asc("audit", "verify", log);
    assertEquals(0, verified.exit(), verified.err());
    assertTrue(verified.out().startsWith("ok log="), verified.out());
  }

  @Test
  void secondInitLeavesTheFirstFileAlone() throws IOException {
    String before = Files.readString(config);

    Typed answer = Typed.asc("init", "--dir", folder.toString());

    assertEquals(1, answer.exit());
    assertTrue(answer.err().contains("there already (expected: "), answer.err());
    assertEquals(before, Files.readString(config));
  }

  @Test
  void missingWrongAndUnknownKeysAreToldApart() {
    Typed missing = ask("", "Hello?");
    Typed wrong = ask(key.substring(1), "Hello?");
    Typed unknown = ask(Typed.asc("keys", "mint").out().strip(), "Hello?");

    for (Typed answer : List.of(missing, wrong, unknown)) {
      assertEquals(1, answer.exit());
      assertTrue(answer.err().startsWith("asc: asc_unauthenticated: "), answer.err());
      assertFalse(answer.err().contains(key), "a key is never repeated");
    }
    assertTrue(missing.err().contains("ASC_API_KEY: not set"), missing.err());
    assertTrue(unknown.err().contains("not known"), unknown.err());
  }

  @Test
  void modelNobodyGrantedIsNamed() {
    Typed answer = ask(key, "--model", "nope", "Hello?");

    assertEquals(1, answer.exit());
    assertTrue(answer.err().contains("nope"), answer.err());
    assertTrue(answer.err().contains("expected: one of support"), answer.err());
  }

  @Test
  void everyProblemOfAConfigurationIsPrinted() throws IOException {
    assertEquals(0, check().exit());
    Files.writeString(
        config, Files.readString(config).replace("budget:", "bugdet:").replace("kind:", "knd:"));

    Typed answer = check();

    assertEquals(1, answer.exit());
    assertTrue(answer.err().contains("did you mean budget?"), answer.err());
    assertTrue(answer.err().contains("did you mean kind?"), answer.err());
    assertFalse(answer.err().contains("\tat "), answer.err());
  }

  @Test
  void callThatWasAskedIsProvenFromItsIntentToItsOutcome() throws IOException {
    String call;
    try (Simulator simulator = Simulator.open()) {
      expect(simulator);
      call = ask(key, "Where is my parcel?").err().replaceFirst("(?s).* audit (\\w+).*", "$1");
    }
    String log = folder.resolve("asc-data/audit").toString();
    Path out = folder.resolve("proofs");

    Typed several = Typed.asc("audit", "prove", log, call);
    Typed proven = Typed.asc("audit", "prove", log, call, "--out", out.toString());

    assertEquals(2, several.exit());
    assertTrue(several.err().contains("call.intent, "), several.err());
    assertEquals(0, proven.exit(), proven.err());
    assertEquals(
        List.of("call.intent", "call.outcome"),
        proven.out().lines().map(line -> line.substring(line.indexOf(' ') + 1)).toList());
    String first = proven.out().lines().findFirst().orElseThrow().replaceFirst(" .*", "");
    assertTrue(Files.readString(Path.of(first)).startsWith("c2sp.org/tlog-proof@v1\nindex "));
    String nowhere = "01M80E8VCA6GCBZJCMB817E2SS";
    assertEquals(
        "asc: record: " + nowhere + " (expected: one of " + log + ")",
        Typed.asc("audit", "prove", log, nowhere).err().strip());
  }

  @Test
  void treeOfALogIsConsistentWithItsKeptCheckpoint() throws IOException {
    try (Simulator simulator = Simulator.open()) {
      expect(simulator);
      ask(key, "Where is my parcel?");
      Path log = folder.resolve("asc-data/audit/my-service/1");
      Path kept = Files.copy(log.resolve("checkpoint"), folder.resolve("kept"));
      ask(key, "And now?");

      Typed proven = Typed.asc("audit", "consistency", log.toString(), kept.toString());

      assertEquals(0, proven.exit(), proven.err());
      assertTrue(proven.out().startsWith("old " + Files.readAllLines(kept).get(1) + "\n"));
      assertTrue(proven.out().endsWith("\n\n" + Files.readString(log.resolve("checkpoint"))));
      assertEquals("tiles of 0 records\n", Typed.asc("audit", "tiles", log.toString()).out());
    }
  }

  @Test
  void logIsShownTimedAndPackedForTheTenantsAuditor() throws IOException {
    try (Simulator simulator = Simulator.open()) {
      expect(simulator);
      ask(key, "Where is my parcel?");
      ask(key, "--model", "nope", "And now?");
    }
    String log = folder.resolve("asc-data/audit").toString();

    Typed intents = Typed.asc("audit", "show", log, "--type", "call.intent", "--json");
    assertEquals(1, intents.out().lines().count(), intents.out() + intents.err());
    assertTrue(intents.out().contains("\"type\":\"call.intent\""), intents.out());
    String tenant = intents.out().replaceFirst("(?s).*\"tenant\":\"([^\"]+)\".*", "$1");
    Typed shown = Typed.asc("audit", "show", log, "--tenant", tenant);
    assertTrue(shown.out().lines().count() >= 3, shown.out());
    List<String> calls =
        Typed.asc("audit", "timeline", log, "--tenant", tenant).out().lines().toList();
    assertEquals(2, calls.size(), calls.toString());
    assertTrue(calls.get(0).contains("  ok  sim-eu/sim-small@eu-west  0."), calls.get(0));
    assertTrue(calls.get(1).contains("  denied asc_"), calls.get(1));
    Path pack = folder.resolve("pack.tar");
    Typed packed = Typed.asc("audit", "export", log, "--tenant", tenant, "--out", pack.toString());
    assertEquals(0, packed.exit(), packed.err());
    assertTrue(packed.out().endsWith(" records of " + tenant + " in " + pack + "\n"), packed.out());
  }

  @Test
  void folderWithoutALogCannotBeVerified() {
    Typed answer = Typed.asc("audit", "verify", folder.resolve("nowhere").toString());

    assertEquals(2, answer.exit());
    assertTrue(answer.err().startsWith("asc: cannot read: "), answer.err());
  }

  private Typed check() {
    return Typed.asc("config", "check", "--config", config.toString());
  }

  private Typed ask(String shown, String... arguments) {
    List<String> typed = new ArrayList<>(List.of("ask", "--config", config.toString()));
    typed.addAll(List.of(arguments));
    return Typed.asc(Map.of("ASC_API_KEY", shown), typed.toArray(new String[0]));
  }

  /** The port that init writes may be taken on this machine. */
  private void expect(Simulator simulator) throws IOException {
    String written = "127.0.0.1:" + Starter.SIMULATOR_PORT;
    String open = "127.0.0.1:" + simulator.baseUrl().getPort();
    Files.writeString(config, Files.readString(config).replace(written, open));
  }
}
