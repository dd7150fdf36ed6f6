package io.aiarco.asc.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Fuzzes every target in a process of its own: {@code Fuzz SECONDS [TARGET...]}. What it learns
 * stays in {@code fuzz/target/corpus} and is where it goes on; an input that breaks a law is left
 * in {@code fuzz/target/findings}, and the exit code is 1.
 */
public final class Fuzz {
  private static final Path FOLDER = Path.of("fuzz/target");

  /**
   * No input of {@link #LONGEST_INPUT_BYTES} takes a thousandth of it, on a busy machine either.
   */
  private static final int HANG_SECONDS = 60;

  private static final int LONGEST_INPUT_BYTES = 4_096;

  private Fuzz() {}

  /** Seconds per target, then names of targets; none for all. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int seconds = Integer.parseInt(args[0]);
    List<Target> targets =
        args.length > 1
            ? Arrays.stream(args).skip(1).map(Target::valueOf).toList()
            : List.of(Target.values());
    int broken = 0;
    for (Target target : targets) {
      int exit = fuzz(target, seconds);
      System.out.println("fuzz: " + target + (exit == 0 ? " held" : " BROKE, exit " + exit));
      broken += exit == 0 ? 0 : 1;
    }
    System.exit(broken == 0 ? 0 : 1);
  }

  private static int fuzz(Target target, int seconds) throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(FOLDER.resolve("corpus").resolve(target.name()));
    Path findings = Files.createDirectories(FOLDER.resolve("findings"));
    int number = 0;
    for (byte[] seed : Seeds.of(target)) {
      Files.write(corpus.resolve("seed-" + number++), seed);
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerTarget.class.getName(),
                "--target_args=" + target.name(),
                "--instrumentation_includes=io.aiarco.asc.wire.**",
                "--reproducer_path=" + findings,
                "-artifact_prefix=" + findings + File.separator + target.name() + "-",
                "-max_total_time=" + seconds,
                "-max_len=" + LONGEST_INPUT_BYTES,
                "-timeout=" + HANG_SECONDS,
                "-print_final_stats=1",
                corpus.toString())
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve(target.name() + ".log").toFile())
            .start();
    return process.waitFor();
  }
}
