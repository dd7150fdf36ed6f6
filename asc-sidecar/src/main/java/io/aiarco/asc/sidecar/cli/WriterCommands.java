package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.journal.StoppedWriter;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code asc audit new-epoch} and {@code rotate-key}: what only an operator may decide about a log.
 */
final class WriterCommands {
  private static final String WRITER =
      "The name of its folder under audit; needed when there are several.";

  private WriterCommands() {}

  /** Begins the next epoch. */
  @Command(
      name = "new-epoch",
      mixinStandardHelpOptions = true,
      description = {
        "After corruption: begin the next epoch of a writer's log, from the records that",
        "still hold. The old log stays as it is. The gateway must not run."
      })
  static final class NewEpoch implements Callable<Integer> {
    private final Shell shell;

    @Mixin private CustodyCommands.Act act = new CustodyCommands.Act();

    @Option(names = "--writer", paramLabel = "NAME", description = WRITER)
    private @Nullable String writer;

    @Option(
        names = "--healthy",
        description = "Nothing is wrong with the log: to bring it home from the fallback.")
    private boolean healthy;

    NewEpoch(Shell shell) {
      this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
      try (StoppedWriter stopped = act.take(writer)) {
        StoppedWriter.Begun begun = stopped.newEpoch(act.ground(), healthy);
        shell.out().println(begun.origin() + " goes on after " + begun.size() + " records");
        return ExitCode.OK;
      }
    }
  }

  /** Signs with a new key. */
  @Command(
      name = "rotate-key",
      mixinStandardHelpOptions = true,
      description = {
        "Sign a writer's checkpoints with a new key from here on, and print its verifier",
        "key. The old key's file is kept. The gateway must not run."
      })
  static final class RotateKey implements Callable<Integer> {
    private final Shell shell;

    @Mixin private CustodyCommands.Act act = new CustodyCommands.Act();

    @Option(names = "--writer", paramLabel = "NAME", description = WRITER)
    private @Nullable String writer;

    RotateKey(Shell shell) {
      this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
      try (StoppedWriter stopped = act.take(writer)) {
        shell.out().println(stopped.rotateKey(act.ground()));
        return ExitCode.OK;
      }
    }
  }
}
