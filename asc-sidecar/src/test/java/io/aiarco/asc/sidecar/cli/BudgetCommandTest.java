package io.aiarco.asc.sidecar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.money.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What finance reads, beside the gateway that still runs. */
class BudgetCommandTest {
  @TempDir private Path folder;
  private SpendingGateway gateway;
  private String config = "";
  private ChatResponse first;
  private Money spent;

  @BeforeEach
  void twoFeaturesSpend() throws IOException {
    gateway = SpendingGateway.open(folder);
    config = gateway.config().toString();
    first = gateway.first();
    spent = cost(first).plus(cost(gateway.second()));
  }

  private static Money cost(ChatResponse reply) {
    return reply.cost().orElseThrow().amount();
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void eachAccountIsShownWithWhatIsLeft() {
    Typed shown = Typed.asc("budget", "show", "--config", config, "--tenant", "acme");
    Typed json = Typed.asc("budget", "show", "--config", config, "--json");
    Typed other = Typed.asc("budget", "show", "--config", config, "--tenant", "globex");

    assertEquals(0, shown.exit(), shown.err());
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    String left = "5 " + " ".repeat(1);
    assertTrue(shown.out().contains("tenant/acme  " + today), shown.out());
    assertTrue(shown.out().contains(spent.decimal()), shown.out());
    assertTrue(shown.out().contains(left), shown.out());
    String free = Money.of("5", spent.currency()).minus(spent).decimal();
    assertTrue(
        json.out().contains("\"free\":\"" + free + "\",\"held\":\"0\",\"limit\":\"5\""),
        json.out());
    assertEquals(1, other.out().lines().count(), other.out());
  }

  @Test
  void anAccountIsExplainedCallByCallAndAddsUp() {
    Typed said = Typed.asc("budget", "explain", "tenant/acme", "--config", config);
    Typed json = Typed.asc("budget", "explain", "tenant/acme", "--config", config, "--json");
    Typed call = Typed.asc("budget", "explain", first.auditId().value(), "--config", config);

    assertEquals(0, said.exit(), said.err());
    assertTrue(said.out().contains("  settled " + spent.decimal() + ", held 0"), said.out());
    assertTrue(said.out().contains(first.auditId() + "  held "), said.out());
    assertTrue(said.out().contains("sim/small@eu-west  ok  input "), said.out());
    assertTrue(said.out().contains(cost(first) + " reported  book "), said.out());
    assertTrue(json.out().contains("\"holds\":true,\"kind\":\"sum\""), json.out());
    assertEquals(0, call.exit(), call.err());
    assertTrue(
        call.out().contains("  settled " + cost(first).decimal() + " USD on tenant/acme/"),
        call.out());
  }

  @Test
  void whatIsNoAccountIsSaid() {
    Typed refused = Typed.asc("budget", "explain", "tenant/nobody", "--config", config);

    assertEquals(2, refused.exit());
    assertTrue(refused.err().contains("ACCOUNT: tenant/nobody (expected: "), refused.err());
  }

  @Test
  void theDoctorFindsNothingAndSaysHowMuchWasAdded() {
    Typed said =
        Typed.asc("budget", "doctor", "--log", folder.resolve("asc-data/audit").toString());
    Typed json = Typed.asc("budget", "doctor", "--config", config, "--json");

    assertEquals(0, said.exit(), said.err());
    assertTrue(said.out().matches("ok: 1 accounts are the sum of \\d+ records\\R"), said.out());
    assertTrue(json.out().startsWith("{\"accounts\":1,\"findings\":[]"), json.out());
  }

  @Test
  void theDoctorNamesTheAccountThatSomebodyWroteInto() throws IOException {
    Path audit = ChargedLog.write(folder.resolve("other"));
    try (Stream<Path> files = Files.walk(audit)) {
      Path state =
          files.filter(file -> file.toString().endsWith(".state")).findFirst().orElseThrow();
      String text = Files.readString(state);
      Files.writeString(state, text.replaceFirst("\"settled\":\"", "\"settled\":\"7"));
    }

    Typed said = Typed.asc("budget", "doctor", "--log", audit.toString());
    Typed json = Typed.asc("budget", "doctor", "--log", audit.toString(), "--json");

    assertEquals(1, said.exit(), said.err());
    assertTrue(said.out().startsWith("FAIL tok tenant/acme/total~always before seq "), said.out());
    assertTrue(json.out().contains("\"account\":\"tenant/acme/total~always\""), json.out());
  }

  @Test
  void aReportSaysWhoSpentWhatOnWhichTag() {
    Typed table = report("--by", "tenant,tag:feature");
    Typed json = report("--by", "tenant", "--json");

    assertEquals(0, table.exit(), table.err());
    assertTrue(table.out().startsWith("TENANT  TAG:FEATURE"), table.out());
    assertTrue(table.out().lines().anyMatch(line -> line.startsWith("acme    chat")), table.out());
    assertTrue(table.err().contains("price book "), table.err());
    assertTrue(json.out().contains("\"cost\":\"" + spent.decimal() + "\""), json.out());
    assertTrue(json.out().contains("\"saved\":\"" + cost(first).decimal() + "\""), json.out());
  }

  /** RFC 4180: lines end with CRLF, a quote in a quoted field is doubled. */
  @Test
  void whatASpreadsheetWouldRunIsLedByAnApostrophe() {
    Typed csv = report("--by", "tag:feature", "--format", "csv");

    assertTrue(csv.out().startsWith("tag:feature,currency,calls,"), csv.out());
    assertTrue(csv.out().contains("\r\n\"'=HYPERLINK(\"\"http://x\"\")\",USD,1,"), csv.out());
    assertTrue(csv.out().endsWith("\r\n"), csv.out());
  }

  @Test
  void focusHasItsColumnsAndWholeTags() {
    Typed focus = report("--by", "tag:feature", "--format", "focus");

    List<String> lines = focus.out().lines().toList();
    assertEquals(3, lines.size(), focus.out());
    assertTrue(lines.get(0).startsWith("BilledCost,BillingAccountId,"), lines.get(0));
    assertTrue(lines.get(0).contains(",ServiceName,SkuId,SubAccountId,"), lines.get(0));
    assertTrue(
        lines.get(2).contains(",AI and Machine Learning,sim,small,acme,acme,"), lines.get(2));
    assertTrue(focus.out().contains("\"{\"\"feature\"\":\"\"chat\"\"}\""), focus.out());
  }

  @Test
  void aPeriodWithoutCallsIsEmpty() {
    Typed none = report("--from", "2020-01-01", "--to", "2020-02-01", "--zone", "Europe/Berlin");

    assertEquals(0, none.exit(), none.err());
    assertEquals(1, none.out().lines().count(), none.out());
    for (String wrong : new String[] {"--by=colour", "--zone=Moon", "--from=yesterday"}) {
      assertEquals(2, report(wrong).exit(), wrong);
      assertTrue(report(wrong).err().contains("(expected: "), report(wrong).err());
    }
  }

  private Typed report(String... options) {
    String[] all = new String[options.length + 4];
    System.arraycopy(new String[] {"budget", "report", "--config", config}, 0, all, 0, 4);
    System.arraycopy(options, 0, all, 4, options.length);
    Typed answer = Typed.asc(all);
    assertFalse(answer.err().contains("should not have happened"), answer.err());
    return answer;
  }
}
