package io.aiarco.asc.audit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaceTest {
  private static final String FIRST = "seg-00000000000000000000.log";

  @TempDir Path data;

  /** Many batches in some segments. */
  private Path write() {
    try (Journal journal =
        Journal.open(Logs.config(data).segment(200_000, Duration.ofHours(1)).build())) {
      for (int i = 0; i < 300; i++) {
        CallId call = Records.call();
        journal.append(Records.intent(call, "acme", Records.hold(100, 5)));
        journal.append(Records.outcome(call, "acme", Records.settle(60, 3))).await(Records.soon());
      }
    }
    return data.resolve("audit/gw-1/1");
  }

  @Test
  void whateverBreaksEveryPaceSaysTheSameOfIt() throws IOException {
    Path log = write();
    byte[] good = Files.readAllBytes(log.resolve(FIRST));
    log.resolve(FIRST).toFile().setWritable(true);
    Random random = new Random(20261125);
    for (int i = 0; i < 30; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(log.resolve(FIRST), bad);
      VerifyReport alone = verify(log, 1, Pace.Progress.NOBODY);

      assertEquals(1, alone.exitCode(), () -> alone.lines().toString());
      for (int threads = 2; threads < 6; threads++) {
        assertEquals(alone, verify(log, threads, Pace.Progress.NOBODY));
      }
    }
  }

  @Test
  void progressEndsWithAllBytes() throws IOException {
    Path log = write();
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();

    VerifyReport report =
        verify(
            log,
            2,
            (now, total) -> {
              done.add(now);
              totals.add(total);
            });

    assertEquals(0, report.exitCode(), () -> report.lines().toString());
    assertTrue(done.size() > 1, () -> "segments: " + done);
    assertEquals(done.stream().sorted().toList(), done);
    assertEquals(totals.get(0), done.get(done.size() - 1));
  }

  @Test
  void somebodyHasToDoIt() {
    assertThrows(IllegalArgumentException.class, () -> new Pace(0, Pace.Progress.NOBODY));
  }

  private static VerifyReport verify(Path log, int threads, Pace.Progress progress) {
    return Verifier.verify(log, List.of(), List.of(), new Pace(threads, progress));
  }
}
