package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What a crash leaves is opened again: nothing acknowledged is lost, every open call ends. */
class CrashTest {
  private static final String SEGMENT = "audit/gw-1/1/seg-00000000000000000000.log";

  /** What a step does: 0 begins a call, 1 extends the last open one, 2 ends it, 3 refuses one. */
  @Property(tries = 25)
  void aCutAtAnyByteReopensToTheFoldOfWhatIsLeft(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 3) Integer> steps,
      @ForAll @IntRange(max = 1_000) int perMille,
      @ForAll boolean zeros)
      throws IOException {
    Path data = Files.createTempDirectory("asc-audit-crash");
    try {
      Written written = write(data, steps);
      Path crashed = data.resolve("crashed");
      Logs.copy(data.resolve("keys"), crashed.resolve("keys"));
      Path segment = crashed.resolve(SEGMENT);
      Files.createDirectories(segment.getParent());
      byte[] all = Files.readAllBytes(data.resolve(SEGMENT));
      int from = written.bytesAfterOpening;
      int cut = from + (int) ((long) (all.length - from) * perMille / 1_000);
      Files.write(segment, Arrays.copyOf(all, zeros ? cut + 500 : cut));
      if (zeros) {
        byte[] padded = Files.readAllBytes(segment);
        Arrays.fill(padded, cut, padded.length, (byte) 0);
        Files.write(segment, padded);
      }

      VerifyReport before = verify(crashed);
      assertEquals(3, before.exitCode(), () -> before.lines().toString());
      try (Journal journal = Journal.open(Logs.config(crashed).build())) {
        Expected expected = written.expected(cut);
        assertEquals(expected.open, journal.recovered().orphans());
        assertEquals(
            new Balance(expected.nanos, 0), journal.recovered().balances().of(Records.MONTH));
      }
      VerifyReport after = verify(crashed);
      assertEquals(0, after.exitCode(), () -> after.lines().toString());
      assertTrue(after.lines().get(0).contains("unfinished=0"), after.lines().get(0));
    } finally {
      Logs.delete(data);
    }
  }

  private static VerifyReport verify(Path data) {
    return Verifier.verify(data.resolve("audit"), List.of(), List.of());
  }

  private static Written write(Path data, List<Integer> steps) throws IOException {
    Written written = new Written();
    List<CallId> open = new ArrayList<>();
    try (Journal journal = Journal.open(Logs.config(data).build())) {
      written.bytesAfterOpening = (int) Files.size(data.resolve(SEGMENT));
      for (int step : steps) {
        CallId last = open.isEmpty() ? null : open.get(open.size() - 1);
        if (step == 0) {
          CallId call = Records.call();
          open.add(call);
          journal.append(Records.intent(call, "acme", Records.hold(100, 5))).await(Records.soon());
          written.add(data, call, 100, 0);
        } else if (step == 1 && last != null) {
          journal
              .append(
                  Records.attempt(last, "acme", written.attempts(last) + 1, Records.hold(10, 1)))
              .await(Records.soon());
          written.add(data, last, 10, 0);
        } else if (step == 2 && last != null) {
          open.remove(last);
          journal
              .append(Records.outcome(last, "acme", Records.settle(70, 2)))
              .await(Records.soon());
          written.add(data, last, 0, 70);
        } else {
          journal.append(Records.denied(Records.call(), "globex")).await(Records.soon());
        }
      }
    }
    return written;
  }

  /** Which step was acknowledged with how many bytes in the file; the oracle of the property. */
  private static final class Written {
    private final List<Step> steps = new ArrayList<>();
    private int bytesAfterOpening;

    private record Step(long bytes, CallId call, long held, long settled) {}

    void add(Path data, CallId call, long held, long settled) throws IOException {
      steps.add(new Step(Files.size(data.resolve(SEGMENT)), call, held, settled));
    }

    /** How many attempts a call has had. */
    int attempts(CallId call) {
      return (int) steps.stream().filter(step -> step.call.equals(call)).count();
    }

    Expected expected(long cut) {
      List<CallId> open = new ArrayList<>();
      java.util.Map<CallId, Long> held = new java.util.HashMap<>();
      long nanos = 0;
      for (Step step : steps) {
        if (step.bytes > cut) {
          break;
        }
        if (step.settled > 0) {
          open.remove(step.call);
          held.remove(step.call);
          nanos += step.settled;
        } else {
          if (!held.containsKey(step.call)) {
            open.add(step.call);
          }
          held.merge(step.call, step.held, Long::sum);
        }
      }
      return new Expected(open, nanos + held.values().stream().mapToLong(Long::longValue).sum());
    }
  }

  private record Expected(List<CallId> open, long nanos) {}
}
