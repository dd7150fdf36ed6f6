package io.aiarco.asc.audit.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.Balances;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Balances, how they came about, and whether they are right: three readings of the same records.
 */
class AccountsTest {
  @TempDir Path folder;

  @Test
  void aStatementNamesWhatEachCallHeldAndWasChargedFor() throws IOException {
    try (SpendLog log = new SpendLog(folder)) {
      CallId first =
          log.call(
              "acme",
              "chat",
              130,
              SpendLog.broken("north", "large", 100),
              SpendLog.ok("south", "small", 30, "USD"));
      CallId open = log.open("acme", "chat", 700);
      List<StatementLine> lines = new ArrayList<>();

      AccountStatement statement =
          AccountStatement.read(List.of(log.audit()), Records.MONTH, lines::add);

      assertEquals(new Balance(130, 700), statement.lines());
      assertEquals(new Balance(130, 700), statement.restored());
      assertEquals(List.of("ok", "open"), lines.stream().map(StatementLine::kind).toList());
      assertEquals(first.value(), lines.get(0).call());
      assertEquals(261, lines.get(0).held());
      assertEquals(130, lines.get(0).settled());
      assertEquals(
          List.of(100L, 30L),
          lines.get(0).attempts().stream().map(a -> a.cost().amount().nanos()).toList());
      assertEquals(open.value(), lines.get(1).call());
      assertEquals(
          "[130 USD nanos at north/large@eu-central, south/small@eu-central]",
          said(CallStatement.read(List.of(log.audit()), first.value()).orElseThrow()));
    }
  }

  private static String said(CallStatement call) {
    return "["
        + call.settled().get(0).amount()
        + " USD nanos at "
        + call.attempts().stream()
            .map(attempt -> String.valueOf(attempt.endpoint()))
            .collect(Collectors.joining(", "))
        + "]";
  }

  @Test
  void epochsAreCarriedOver() throws IOException {
    Logs.writeEpochs(folder);
    List<Path> audit = List.of(folder.resolve("audit"));
    List<StatementLine> lines = new ArrayList<>();

    AccountStatement statement = AccountStatement.read(audit, Records.MONTH, lines::add);

    assertEquals(new Balance(88, 0), statement.lines());
    assertEquals(new Balance(88, 0), statement.restored());
    assertEquals("carried", lines.get(0).kind());
    assertEquals(List.of(), BalanceCheck.of(audit).findings());
  }

  /** The law: what is settled and open is what the records add up to, however they interleave. */
  @Property(tries = 20)
  void balancesStatementsAndTheCheckAgree(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path here = Files.createTempDirectory("accounts");
    try (SpendLog log = new SpendLog(here)) {
      List<CallId> open = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        if (open.isEmpty() || random.nextBoolean()) {
          open.add(log.open("acme", "chat", 1_000_000L + random.nextInt(1_000)));
        } else {
          CallId call = open.remove(random.nextInt(open.size()));
          long nanos = random.nextInt(1_000_000);
          log.end(call, "acme", nanos, SpendLog.ok("north", "large", nanos, "USD"));
        }
      }
      List<Path> audit = List.of(log.audit());

      Balances balances = AccountBalances.read(audit);
      BalanceCheck check = BalanceCheck.of(audit);

      assertEquals(open.size(), balances.of(Records.NOW).open());
      assertEquals(List.of(), check.findings());
      assertEquals(3, check.accounts());
      for (var account : balances.accounts().entrySet()) {
        List<StatementLine> lines = new ArrayList<>();
        AccountStatement statement = AccountStatement.read(audit, account.getKey(), lines::add);
        assertEquals(account.getValue(), statement.lines());
        assertEquals(account.getValue(), statement.restored());
        assertEquals(
            account.getValue().settled(), lines.stream().mapToLong(StatementLine::settled).sum());
      }
    } finally {
      Logs.delete(here);
    }
  }

  @Test
  void theCheckNamesTheAccountWhoseStateFileWasChanged() throws IOException {
    Path state = twoSegments();
    Files.writeString(
        state,
        Files.readString(state).replace("\"settled\":\"0.00000000", "\"settled\":\"0.00000001"));

    List<BalanceFinding> findings = check();

    assertEquals(Records.MONTH, findings.get(0).account());
    assertTrue(findings.get(0).recorded().settled() > findings.get(0).counted().settled());
  }

  /** The line hashes again, so only the sums tell. */
  @Test
  void theCheckNamesTheAccountOfAChargeThatWasChanged()
      throws IOException, NoSuchAlgorithmException {
    Path state = twoSegments();
    Path segment = state.resolveSibling("seg-00000000000000000000.log");
    List<String> lines = new ArrayList<>(Files.readAllLines(segment));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains("\"type\":\"call.outcome\"")) {
        String json =
            lines.get(i).substring(65).replaceFirst("\"amount\":\"10\"", "\"amount\":\"9\"");
        lines.set(i, hash(json) + " " + json);
        break;
      }
    }
    Files.writeString(segment, String.join("\n", lines) + "\n");

    List<BalanceFinding> findings = check();

    assertEquals(Records.TOTAL, findings.get(0).account());
    assertEquals(findings.get(0).recorded().settled() - 1, findings.get(0).counted().settled());
  }

  private static String hash(String json) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update((byte) 0);
    return HexFormat.of().formatHex(digest.digest(json.getBytes(StandardCharsets.UTF_8)));
  }

  private List<BalanceFinding> check() throws IOException {
    return BalanceCheck.of(List.of(folder.resolve("audit"))).findings();
  }

  /** Writes them; the state file between. */
  private Path twoSegments() throws IOException {
    try (SpendLog log = new SpendLog(folder)) {
      for (int i = 0; i < 10; i++) {
        log.call("acme", "chat", 2, SpendLog.ok("north", "large", 2, "USD"));
      }
    }
    assertEquals(List.of(), check());
    try (var files = Files.list(folder.resolve("audit/gw-1/1"))) {
      return files
          .filter(file -> file.toString().endsWith(".state"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }
}
