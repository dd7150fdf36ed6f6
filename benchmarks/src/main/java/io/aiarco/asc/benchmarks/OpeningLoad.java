package io.aiarco.asc.benchmarks;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long a new process needs to open the log of one that died with a full open segment and calls
 * under way, and how much of it a call takes. Both processes are real ones; how many calls the
 * opening found without an end is checked.
 */
final class OpeningLoad {
  private static final int OPEN_CALLS = 32;
  private static final String SEGMENT = "bench/1/seg-00000000000000000000.log";

  private OpeningLoad() {}

  /** Writes so many bytes of records, or opens them; the folder is told first. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    if (arguments.length > 1) {
      write(folder, Long.parseLong(arguments[1]));
    } else {
      open(folder);
    }
  }

  /** What opening a log of one segment of {@code segmentBytes} below {@code folder} takes. */
  static List<Figure> figures(Path folder, long segmentBytes) throws IOException {
    run(folder.toString(), Long.toString(segmentBytes));
    double call = bytesOfACall(folder.resolve(SEGMENT));
    String[] opened = run(folder.toString()).split(" ");
    if (!opened[1].equals(Integer.toString(OPEN_CALLS))) {
      throw new IOException("orphans: " + opened[1] + " (expected: " + OPEN_CALLS + ")");
    }
    String subject = "journal: opening after a crash, segment of " + (segmentBytes >> 20) + " MiB";
    return List.of(
        Figure.atMost(2_300, "journal: intent and outcome of a call on disk", call, "bytes"),
        Figure.atMost(1_000, subject, Double.parseDouble(opened[0]), "ms"));
  }

  private static JournalConfig config(Path folder) {
    return JournalConfig.builder(folder, "bench", "example.com", "local")
        .keys(folder.resolveSibling("keys"))
        .segment(1L << 30, Duration.ofHours(1))
        .preallocateBytes(0) // so that the file is as long as its records
        .build();
  }

  /** Ends as a killed process does. */
  private static void write(Path folder, long bytes) {
    SampleRecords records = new SampleRecords();
    Journal journal = Journal.open(config(folder));
    AuditReceipt last = AuditReceipt.DURABLE;
    Path segment = folder.resolve(SEGMENT);
    long written = 0;
    for (int i = 0; written < bytes; i++) {
      CallId call = records.call();
      journal.append(records.intent(call));
      last = journal.append(records.outcome(call));
      if (i % 1_000 == 0) {
        await(last);
        written = size(segment);
      }
    }
    for (int i = 0; i < OPEN_CALLS; i++) {
      last = journal.append(records.intent(records.call()));
    }
    await(last);
    Runtime.getRuntime().halt(0);
  }

  private static long size(Path segment) {
    try {
      return Files.size(segment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(AuditReceipt receipt) {
    receipt.await(Deadline.after(Duration.ofSeconds(30), Clock.systemUTC()));
  }

  private static void open(Path folder) {
    long start = System.nanoTime();
    try (Journal journal = Journal.open(config(folder))) {
      double millis = (System.nanoTime() - start) / 1e6;
      System.out.println(millis + " " + journal.recovered().orphans().size());
    }
  }

  /** An intent and an outcome, each as long as the first ones are in the mean. */
  private static double bytesOfACall(Path segment) throws IOException {
    return meanBytes(segment, "call.intent") + meanBytes(segment, "call.outcome");
  }

  private static double meanBytes(Path segment, String type) throws IOException {
    try (Stream<String> lines = Files.lines(segment, StandardCharsets.ISO_8859_1)) {
      return lines
          .limit(1_000)
          .filter(line -> line.contains("\"type\":\"" + type + "\""))
          .mapToInt(line -> line.length() + 1)
          .average()
          .orElseThrow();
    }
  }

  private static String run(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OpeningLoad.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
