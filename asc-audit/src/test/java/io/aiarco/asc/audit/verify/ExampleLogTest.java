package io.aiarco.asc.audit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.RecordJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/audit-example} holds, is quoted truly, and is what the writer writes today. */
class ExampleLogTest {
  private static final Path PAGE = Path.of("../docs/audit-format.md");
  private static final Path EXAMPLE = Path.of("../docs/audit-example");
  private static final Pattern RECORD = Pattern.compile("(?m)^[0-9a-f]{64} \\{.*\\}$");
  private static final int HASH_AND_SPACE = 65;
  private static final Pattern VKEY = Pattern.compile("vkey='(\\S+)'");

  @TempDir Path work;

  @Test
  void exampleHoldsUnderTheKeyThatThePageNames() throws IOException {
    String vkey = VKEY.matcher(Files.readString(PAGE)).results().findFirst().orElseThrow().group(1);
    VerifyReport report =
        Verifier.verify(EXAMPLE, List.of(vkey), List.of(EXAMPLE.resolve("gw-1/1/checkpoint")));

    assertEquals(0, report.exitCode(), () -> report.lines().toString());
    String summary = report.lines().get(0);
    assertTrue(summary.endsWith("anchored=15 unfinished=0"), summary);
    assertTrue(Files.readString(PAGE).contains(summary), summary);
  }

  @Test
  void pageQuotesTheExampleVerbatim() throws IOException {
    String page = Files.readString(PAGE);
    List<String> quotes = RECORD.matcher(page).results().map(MatchResult::group).toList();

    assertEquals(
        List.of("log.open", "process.start", "call.intent", "call.outcome"), types(quotes));
    assertTrue(lines(EXAMPLE).containsAll(quotes), "quoted records stand in the example");
    String checkpoint = Files.readString(EXAMPLE.resolve("gw-1/1/checkpoint"));
    assertTrue(page.contains("```text\n" + checkpoint + "```\n"), "newest checkpoint is quoted");
  }

  @Test
  void writerStillWritesTheExample() throws IOException {
    ExampleLog.write(work, work.resolve("target"));

    assertEquals(shape(lines(EXAMPLE)), shape(lines(work.resolve("target"))));
    VerifyReport report = Verifier.verify(work.resolve("target"), List.of(), List.of());
    assertEquals(0, report.exitCode(), () -> report.lines().toString());
  }

  /** All records of the one writer, in order. */
  private static List<String> lines(Path root) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(root.resolve("gw-1/1"))) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (file.toString().endsWith(".log")) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }

  private static List<String> types(List<String> lines) {
    return lines.stream().map(line -> (String) record(line).get("type")).toList();
  }

  /** The keys of every record, with its type. */
  private static List<String> shape(List<String> lines) {
    return lines.stream()
        .map(ExampleLogTest::record)
        .map(record -> record.get("type") + " " + new TreeSet<>(record.keySet()))
        .toList();
  }

  private static Map<String, Object> record(String line) {
    byte[] json = line.substring(HASH_AND_SPACE).getBytes(StandardCharsets.UTF_8);
    try {
      return RecordJson.record(json, 0, json.length);
    } catch (FormatException e) {
      throw new AssertionError(line, e);
    }
  }
}
