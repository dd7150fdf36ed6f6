package io.aiarco.asc.audit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.journal.Ground;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.audit.journal.StoppedWriter;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java verifier and {@code verify.py} say the same. Needs a Python 3: property {@code
 * asc.python}, or {@code python3} on the path; without one it says so and compares nothing.
 */
class VerifierAgreementTest {
  private static final Path SCRIPT = Path.of("verify/verify.py").toAbsolutePath();
  private static final Optional<String> PYTHON = python();

  /** Verifies every folder named on standard input; prints one exit code per line. */
  private static final String LOOP =
      "import contextlib, io, sys, verify\n"
          + "for line in sys.stdin:\n"
          + "    with contextlib.redirect_stdout(io.StringIO()) as out,"
          + " contextlib.redirect_stderr(io.StringIO()):\n"
          + "        code = verify.main([line.rstrip()])\n"
          + "    print(code, out.getvalue().split(' ')[0].strip(), flush=True)\n";

  @TempDir Path data;

  private static Optional<String> python() {
    String named = System.getProperty("asc.python", "python3");
    try {
      Process process = new ProcessBuilder(named, "--version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0 ? Optional.of(named) : Optional.empty();
    } catch (IOException e) {
      System.err.println("verify.py is not compared: " + e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void write() {
    try (Journal journal = Journal.open(Logs.config(data).build())) {
      for (int i = 0; i < 4; i++) {
        CallId call = Records.call();
        journal.append(Records.intent(call, "acme", Records.hold(100, 5))).await(Records.soon());
        journal.append(Records.elsewhere(call, "acme"));
        journal.append(Records.outcome(call, "acme", Records.settle(60, 3))).await(Records.soon());
        journal.acted(Records.erasure(call, "acme"));
      }
      journal.acted(Records.legalHold("acme"));
      journal.append(new AuditRecord.UnknownCallers(ErrorCode.UNAUTHENTICATED, 12));
      journal.append(Records.denied(Records.call(), "globex")).await(Records.soon());
    }
  }

  @Test
  void bothSayTheSameOfGoodLogsTailsAndFlips() throws IOException {
    if (PYTHON.isEmpty()) {
      return;
    }
    Path epoch = data.resolve("audit/gw-1/1");
    Path segment = epoch.resolve("seg-00000000000000000000.log");
    byte[] good = Files.readAllBytes(segment);
    Process process = python(PYTHON.get());
    try (var to = process.outputWriter();
        var from = process.inputReader()) {
      Compare compare =
          what -> {
            to.write(epoch + "\n");
            to.flush();
            VerifyReport report = Verifier.verify(epoch, List.of(), List.of());
            String ours = report.exitCode() + " " + report.lines().get(0).split(" ")[0];
            assertEquals(from.readLine(), ours, () -> what + ": " + report.lines());
          };
      compare.now("good");
      int stride = Integer.getInteger("asc.flip.stride", 29); // CI sets 1: every byte
      for (int i = 0; i < good.length; i += stride) {
        byte[] bad = good.clone();
        bad[i] ^= 1;
        Files.write(segment, bad);
        compare.now("flip of byte " + i);
      }
      // Without checkpoints every cut is a tail, or a whole line less.
      Files.delete(epoch.resolve("checkpoint"));
      Files.delete(epoch.resolve("checkpoints"));
      for (int length = 1; length < good.length; length += 5 * stride) {
        Files.write(segment, Arrays.copyOf(good, length));
        compare.now("cut at " + length);
      }
    } finally {
      process.destroy();
    }
  }

  @Test
  void bothTakeWhatWritersLeave() throws IOException {
    if (PYTHON.isEmpty()) {
      return;
    }
    Path epochs = data.resolve("epochs");
    Logs.writeEpochs(epochs);
    try (StoppedWriter writer = StoppedWriter.take(data, null, null, Clock.systemUTC())) {
      writer.rotateKey(new Ground("ops", "yearly"));
    }
    Process process = python(PYTHON.get());
    try (var to = process.outputWriter();
        var from = process.inputReader()) {
      for (Path folder :
          List.of(epochs.resolve("audit"), epochs.resolve("audit/gw-1/3"), data.resolve("audit"))) {
        to.write(folder + "\n");
        to.flush();
        assertEquals("0 ok", from.readLine(), folder::toString);
        VerifyReport report = Verifier.verify(folder, List.of(), List.of());
        assertEquals(0, report.exitCode(), () -> report.lines().toString());
      }
    } finally {
      process.destroy();
    }
  }

  @Test
  void bothSayTheSameAfterCorruption() throws IOException {
    if (PYTHON.isEmpty()) {
      return;
    }
    Path segment = data.resolve("audit/gw-1/1/seg-00000000000000000000.log");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment, bytes);
    try (StoppedWriter writer = StoppedWriter.take(data, null, null, Clock.systemUTC())) {
      writer.newEpoch(new Ground("ops", "ticket 12"), false);
    }
    Process process = python(PYTHON.get());
    try (var to = process.outputWriter();
        var from = process.inputReader()) {
      for (Path folder : List.of(data.resolve("audit"), data.resolve("audit/gw-1/2"))) {
        to.write(folder + "\n");
        to.flush();
        VerifyReport report = Verifier.verify(folder, List.of(), List.of());
        assertEquals(folder.endsWith("2") ? 0 : 1, report.exitCode(), report.lines()::toString);
        String ours = report.exitCode() + " " + report.lines().get(0).split(" ")[0];
        assertEquals(ours, from.readLine(), folder::toString);
      }
    } finally {
      process.destroy();
    }
  }

  private static Process python(String command) throws IOException {
    return new ProcessBuilder(command, "-B", "-c", LOOP)
        .directory(SCRIPT.getParent().toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private interface Compare {
    void now(String what) throws IOException;
  }
}
