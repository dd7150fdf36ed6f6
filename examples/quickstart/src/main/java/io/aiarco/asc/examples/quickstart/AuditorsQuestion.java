package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.audit.evidence.EvidencePack;
import io.aiarco.asc.audit.evidence.PackRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Did any byte of acme leave the eu in this run, and is the record complete? Answered by a shell
 * script from one file, without the log, ASC or Java.
 */
final class AuditorsQuestion implements Step {
  private static final PackRequest ALL_OF_ACME =
      new PackRequest("acme", null, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

  /** How a script ended, and what it said. */
  private record Said(int exit, List<String> lines) {}

  @Override
  public String title() {
    return "Did any byte of acme leave the eu, and is the record complete?";
  }

  @Override
  public void play(Stage stage, Screen screen, Checks checks)
      throws IOException, InterruptedException {
    stage.close();
    Path file = stage.file("acme.tar");
    int records = EvidencePack.write(stage.log(), ALL_OF_ACME, null, file);
    screen.line("export", records + " records of acme, each with its proof: " + file.getFileName());
    Path folder = Files.createTempDirectory("asc-evidence");
    try {
      Said unpacked = run(List.of("tar", "-xf", file.toString(), "-C", folder.toString()));
      checks.equal("the pack is a tar file", 0, unpacked.exit());
      answer(folder.resolve("evidence"), stage.vkey(), screen, checks);
    } finally {
      Workplace.delete(folder);
    }
  }

  private static void answer(Path pack, String vkey, Screen screen, Checks checks)
      throws IOException, InterruptedException {
    screen.line("run", "sh evidence/verify.sh --vkey KEY --only-regions eu");
    Said said = verify(pack, vkey, "eu");
    said.lines().forEach(line -> screen.line("", line));
    checks.equal("no byte of acme left the eu", 0, said.exit());
    checks.that(
        "the record is complete and anchored",
        said.lines().stream().anyMatch(line -> line.matches("complete from 0 to .*tally.*[0-9]")),
        "complete from 0, closed by a tally, anchored",
        said.lines().toString());
    checks.equal(
        "asked for another region, the same pack says no", 1, verify(pack, vkey, "us").exit());

    List<String> records = Files.readAllLines(pack.resolve("log-1/records"));
    records.remove(records.size() / 2);
    Files.write(pack.resolve("log-1/records"), records);
    Said forged = verify(pack, vkey, "eu");
    screen.line("forged", "one record taken out of the pack");
    forged.lines().stream().limit(2).forEach(line -> screen.line("", line));
    checks.equal("a pack with a record taken out is refused", 1, forged.exit());
  }

  private static Said verify(Path pack, String vkey, String region)
      throws IOException, InterruptedException {
    String script = pack.resolve("verify.sh").toString();
    return run(List.of("sh", script, "--vkey", vkey, "--only-regions", region));
  }

  private static Said run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines =
        new ArrayList<>(
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList());
    return new Said(process.waitFor(), lines);
  }
}
