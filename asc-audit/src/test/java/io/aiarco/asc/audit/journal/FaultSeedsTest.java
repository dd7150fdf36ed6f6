package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of seeds of {@link FaultRun}. Properties: {@code asc.fault.seeds}, how many; {@code
 * asc.fault.seed}, the first one, to see a failure again; {@code asc.reliability.update=true}
 * writes what was seen into docs/reliability.md.
 */
class FaultSeedsTest {
  private static final int SEEDS = Integer.getInteger("asc.fault.seeds", 500);
  private static final long FIRST = Long.getLong("asc.fault.seed", 1);

  @TempDir private Path folder;
  private final Logger journals = Logger.getLogger("io.aiarco.asc.audit.journal");
  private final Level before = journals.getLevel();

  @BeforeEach
  void silence() {
    journals.setLevel(Level.OFF); // each fault is a warning
  }

  @AfterEach
  void speak() {
    journals.setLevel(before);
  }

  @Test
  void pageSaysWhatIsTriedAndThatNothingWasLost() throws IOException {
    ReliabilityPage.requireCurrent();
  }

  @Test
  void nothingAcknowledgedIsEverLost() throws IOException {
    Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    long acknowledged = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Path own = Files.createDirectory(folder.resolve("run"));
      try {
        FaultRun run = new FaultRun(seed, own, folder.resolve("keys"));
        run.run().forEach((fault, times) -> struck.merge(fault, times, Integer::sum));
        acknowledged += run.acknowledged();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "./mvnw test -pl asc-audit -am -Dtest=FaultSeedsTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dasc.fault.seeds=1 -Dasc.fault.seed="
                + seed
                + ": "
                + e.getMessage(),
            e);
      }
      Logs.delete(own);
    }
    System.out.println("faults: " + SEEDS + " seeds, " + acknowledged + " acknowledged, " + struck);
    assertTrue(SEEDS < 100 || struck.size() == Fault.values().length, struck.toString());
    if (Boolean.getBoolean("asc.reliability.update")) {
      ReliabilityPage.write(struck, SEEDS, acknowledged);
    }
  }
}
