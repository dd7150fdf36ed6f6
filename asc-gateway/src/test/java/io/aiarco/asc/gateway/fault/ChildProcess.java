package io.aiarco.asc.gateway.fault;

import io.aiarco.asc.credential.SecretAccess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A {@link CallingProcess} or {@link SpendingProcess} as its parent sees it. Thread-safe. */
final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final Path errors;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private ChildProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.reader = new Thread(this::read, "reader of " + process.pid());
    reader.start();
  }

  /** Starts a {@link CallingProcess} on this JVM's own Java and class path. */
  static ChildProcess start(Site site, long firstNumber) throws IOException {
    return start(CallingProcess.class, site, firstNumber, List.of());
  }

  /** Starts a {@link SpendingProcess} likewise. */
  static ChildProcess startSpending(Site site, long firstNumber) throws IOException {
    return start(SpendingProcess.class, site, firstNumber, List.of());
  }

  /** One that cannot make any file larger than this: its disk is soon full. */
  static ChildProcess startWithFileLimit(Site site, int kibibytes) throws IOException {
    String limit = "ulimit -f " + 2 * kibibytes + " && exec \"$0\" \"$@\""; // in blocks of 512
    return start(CallingProcess.class, site, 0, List.of("sh", "-c", limit));
  }

  private static ChildProcess start(
      Class<?> program, Site site, long firstNumber, List<String> launcher) throws IOException {
    Path errors = site.folder().resolve("errors-" + firstNumber + ".txt");
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // it lives for a second
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.add(site.file().toString());
    command.add(Long.toString(firstNumber));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(CallingProcess.ROOMY_KEY, site.roomy().reveal(SecretAccess.get()));
    builder.environment().put(CallingProcess.TIGHT_KEY, site.tight().reveal(SecretAccess.get()));
    builder.environment().put(SpendingProcess.KEY, site.shared().reveal(SecretAccess.get()));
    return new ChildProcess(builder.redirectError(errors.toFile()).start(), errors);
  }

  /** What its callers saw so far, oldest first. */
  List<String> lines() {
    return lines;
  }

  long pid() {
    return process.pid();
  }

  /** Fails when it ended by itself. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new AssertionError("child ended with " + process.exitValue() + ": " + errors());
    }
  }

  private String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** kill -9; returns when it is dead and all it said has been read. */
  void kill() {
    // Not by Process.destroyForcibly, which throws away what stands unread in the pipes.
    process.toHandle().destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive() || reader.isAlive()) {
      try {
        process.waitFor();
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true; // it dies soon, and then there is nothing left to wait for
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      while (line != null) {
        lines.add(line);
        line = out.readLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
