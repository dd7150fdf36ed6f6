package io.aiarco.asc.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures everything, keeps the figures in {@code benchmarks/results} and shows them, on standard
 * output and in {@code docs/performance.md}. Run it in the root of the clone, after a build:
 *
 * <pre>
 * {@code java -cp "benchmarks/target/classes:benchmarks/target/lib/*" io.aiarco.asc.benchmarks.Report}
 * </pre>
 */
public final class Report {
  static final String COMMAND =
      "java -cp \"benchmarks/target/classes:benchmarks/target/lib/*\" " + Report.class.getName();

  private static final String LEDGER = "hold and settle, 5 accounts";

  private static final Path RESULTS = Path.of("benchmarks", "results");
  private static final Path SCRATCH = Path.of("benchmarks", "target");
  private static final Path PAGE = Path.of("docs", "performance.md");

  private Report() {}

  /** Takes no arguments, and some minutes. */
  public static void main(String[] arguments)
      throws IOException, RunnerException, InterruptedException, ExecutionException {
    double load = Machine.loadAverage();
    List<Figure> figures = new ArrayList<>();
    Collection<RunResult> results = new Runner(options()).run();
    results.forEach(result -> figures.addAll(figures(result)));
    figures.addAll(alone(StreamsLoad.class));
    figures.addAll(alone(AccountsLoad.class));
    Path folder = Files.createTempDirectory(Files.createDirectories(SCRATCH), "audit");
    try (AuditBenchmark audit = new AuditBenchmark(folder, AuditBenchmark.Effort.FULL)) {
      figures.addAll(audit.figures());
    }
    figures.addAll(OpeningLoad.figures(folder.resolve("opening/audit"), 64 << 20));
    figures.addAll(VerifyBenchmark.create(folder, VerifyBenchmark.Effort.FULL).figures());
    figures.addAll(new SpendBenchmark(folder, SpendBenchmark.CALLS).figures());
    String date = LocalDate.now(ZoneOffset.UTC).toString();
    Run run =
        new Run(date, "JDK " + Runtime.version(), Machine.current(folder), load, COMMAND, figures);
    delete(folder);
    String file = date + "-jdk" + Runtime.version().feature() + ".json";
    run.write(RESULTS.resolve(file));
    new FigurePage(PAGE).put("jdk" + Runtime.version().feature(), file, run.table());
    System.out.println(run.table());
  }

  private static Options options() {
    return new OptionsBuilder()
        .include(PipelineBenchmark.class.getSimpleName())
        .include(LedgerBenchmark.class.getSimpleName())
        .include(CallBenchmark.class.getSimpleName())
        .include(SseBenchmark.class.getSimpleName())
        .include(DecodeBenchmark.class.getSimpleName())
        .addProfiler(GCProfiler.class)
        // Compiling in the foreground: on a busy machine the compiler's threads starve, and what is
        // measured then is the interpreter.
        .jvmArgs("-Xms512m", "-Xmx512m", "-Xbatch")
        .forks(2)
        .warmupIterations(8)
        .warmupTime(TimeValue.seconds(2))
        .measurementIterations(7)
        .measurementTime(TimeValue.seconds(1))
        .build();
  }

  private static List<Figure> figures(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    if (benchmark.startsWith(SseBenchmark.class.getName() + ".")) {
      return sse(result);
    }
    if (benchmark.startsWith(LedgerBenchmark.class.getName() + ".")) {
      return List.of(
          Figure.atMost(1.5, LEDGER, median(result, Report::sha256), "x SHA-256"),
          // A hold, and its entry in the table of calls that hold.
          Figure.atMost(64, LEDGER, median(result, Report::bytes), "bytes"));
    }
    String decoded = result.getParams().getParam("decoded");
    if (decoded != null) {
      return List.of(
          Figure.atMost(
              1.5,
              "reply decoded, " + decoded,
              median(result, Report::jacksonStreaming),
              "x Jackson streaming"),
          Figure.of("reply decoded, " + decoded, median(result, Report::bytes), "bytes"));
    }
    String dialect = result.getParams().getParam("dialect");
    boolean json = dialect != null;
    String subject = json ? "call with JSON, " + dialect : "pipeline";
    return List.of(
        Figure.atMost(json ? 16_384 : 8_192, subject, median(result, Report::bytes), "bytes"),
        Figure.atMost(json ? 27 : 7, subject, median(result, Report::sha256), "x SHA-256"),
        Figure.of(subject, median(result, Report::nanos), "ns"));
  }

  private static List<Figure> sse(RunResult result) {
    double kilobytes = new SseBenchmark().bytes() / 1024.0;
    return List.of(
        // 200 MB/s on a machine whose SHA-256 of 1 KB takes 0.77 us.
        Figure.atMost(
            6.65, "events read, each KB", median(result, Report::sha256) / kilobytes, "x SHA-256"),
        Figure.of("events read", kilobytes * 1.024e6 / median(result, Report::nanos), "MB/s"),
        Figure.atMost(
            2,
            "events read",
            median(result, Report::bytes) / kilobytes / 1024,
            "bytes allocated per byte"));
  }

  private static double nanos(IterationResult iteration) {
    return iteration.getPrimaryResult().getScore();
  }

  private static double bytes(IterationResult iteration) {
    return secondary(iteration, "gc.alloc.rate.norm");
  }

  private static double sha256(IterationResult iteration) {
    return nanos(iteration) / secondary(iteration, "sha256_1k");
  }

  private static double jacksonStreaming(IterationResult iteration) {
    return nanos(iteration) / secondary(iteration, "jackson_streaming");
  }

  /** The median over all iterations of all forks. */
  private static double median(RunResult result, ToDoubleFunction<IterationResult> figure) {
    return AuditBenchmark.median(
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(figure)
            .toArray());
  }

  /** In a process of its own, whose heap has the size that is promised to be enough. */
  private static List<Figure> alone(Class<?> load) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Xss256k",
                "-cp",
                System.getProperty("java.class.path"),
                load.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return List.of(new ObjectMapper().readValue(process.getInputStream(), Figure[].class));
  }

  private static double secondary(IterationResult iteration, String name) {
    Result<?> result = iteration.getSecondaryResults().get(name);
    if (result == null) {
      throw new IllegalStateException(
          "figure: "
              + name
              + " (expected: one of "
              + iteration.getSecondaryResults().keySet()
              + ")");
    }
    return result.getScore();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Report::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
