package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long state files keep accounts whose period has ended. */
class KeptAccountsTest {
  private static final Account ENDED =
      new Account(Records.USD, "tenant/acme", "2020-01-01T10~2020-01-01T11:00:00Z");
  private static final List<HoldLine> LINE = List.of(new HoldLine(Records.USD, 7, List.of(ENDED)));

  @TempDir Path data;

  @Test
  void whatARollingLimitLooksBackToOutlivesSegmentAndProcess() throws IOException {
    assertEquals(new Balance(7, 0), afterANewSegment(Duration.ofDays(36_500)));
  }

  @Test
  void otherEndedAccountsLeaveTheState() throws IOException {
    assertEquals(Balance.ZERO, afterANewSegment(Duration.ZERO));
  }

  private Balance afterANewSegment(Duration kept) throws IOException {
    JournalConfig config =
        Logs.config(data).segment(4_096, Duration.ofHours(1)).accountsKept(kept).build();
    try (Journal journal = Journal.open(config)) {
      call(journal, LINE);
      while (states() < 1) {
        call(journal, Records.settle(1, 1));
      }
    }
    try (Journal journal = Journal.open(config)) {
      return journal.recovered().balances().of(ENDED);
    }
  }

  private static void call(Journal journal, List<HoldLine> lines) {
    CallId call = Records.call();
    journal.append(Records.intent(call, "acme", lines)).await(Records.soon());
    journal.append(Records.outcome(call, "acme", lines)).await(Records.soon());
  }

  private long states() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(file -> file.toString().endsWith(".state")).count();
    }
  }
}
