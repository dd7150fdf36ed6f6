package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Somebody changes one byte of the past, in a copy: the verifier says which record it was. */
final class OneFlippedByte implements Step {
  @Override
  public String title() {
    return "One byte flipped in a copy of the log";
  }

  @Override
  public void play(Stage stage, Screen screen, Checks checks) throws IOException {
    Path copy = Files.createTempDirectory("asc-forged");
    try {
      copy(stage.log(), copy);
      int record = flipInTheMiddle(LogLines.segments(copy).get(0));
      screen.line("forged", "the last digit of an amount in record " + record);

      VerifyReport report = Verifier.verify(copy, List.of(), List.of());
      report.findings().stream().limit(1).forEach(it -> screen.line("found", it.toString()));
      checks.equal("the verifier refuses the copy", 1, report.exitCode());
      checks.that(
          "the verifier names the record",
          report.findings().stream().anyMatch(finding -> finding.seq() == record),
          "a finding at seq=" + record,
          report.findings().toString());
    } finally {
      Workplace.delete(copy);
    }
    checks.equal(
        "the log itself still holds",
        0,
        Verifier.verify(stage.log(), List.of(), List.of()).exitCode());
  }

  /** Changes the last digit of the amount that the middle one of all outcomes settled. */
  private static int flipInTheMiddle(Path segment) throws IOException {
    List<String> lines = Files.readAllLines(segment);
    List<Integer> outcomes =
        Stream.iterate(0, record -> record < lines.size(), record -> record + 1)
            .filter(record -> lines.get(record).contains("\"settle\":[{"))
            .toList();
    int record = outcomes.get(outcomes.size() / 2);
    int before = 0;
    for (String line : lines.subList(0, record)) {
      before += line.getBytes(StandardCharsets.UTF_8).length + 1;
    }
    String line = lines.get(record);
    int lastDigit = line.indexOf("\",\"unit\":\"USD\"}", line.indexOf("\"settle\":[{")) - 1;

    byte[] bytes = Files.readAllBytes(segment);
    bytes[before + line.substring(0, lastDigit).getBytes(StandardCharsets.UTF_8).length] ^= 1;
    Files.write(segment, bytes);
    return record;
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(from)) {
      paths = walk.filter(path -> !path.equals(from)).toList();
    }
    for (Path path : paths) {
      Files.copy(path, to.resolve(from.relativize(path).toString()));
    }
  }
}
