package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.custody.Custody;
import io.aiarco.asc.audit.custody.CustodyRequest;
import io.aiarco.asc.audit.custody.LegalHold;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code asc audit hold}: what nobody may erase. */
@Command(
    name = "hold",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Keep what is under legal hold from being erased.")
final class HoldCommands {
  private HoldCommands() {}

  static CommandLine line(Shell shell) {
    return new CommandLine(new HoldCommands())
        .addSubcommand(new Add(shell))
        .addSubcommand(new Release(shell))
        .addSubcommand(new Listing(shell));
  }

  /** Begins a hold. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = {
        "Hold what is kept of a tenant, or the part that the options name, and write that",
        "into the log. Prints the hold's id. A gateway that runs is asked to do it."
      })
  static final class Add implements Callable<Integer> {
    private final Shell shell;

    @Mixin private CustodyCommands.Act act = new CustodyCommands.Act();

    @Option(names = "--tenant", paramLabel = "TENANT", required = true, description = "Whose.")
    private String tenant = "";

    @Option(
        names = "--subject",
        paramLabel = "PERSON",
        description = "About a person: the name as callers give it, or a pseudonym.")
    private @Nullable String subject;

    @Option(names = "--call", paramLabel = "CALL", description = "Of this call.")
    private @Nullable String call;

    @Option(names = "--from", paramLabel = "TIME", description = "Of calls from here on, ISO 8601.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Of calls before.")
    private @Nullable Instant to;

    Add(Shell shell) {
      this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
      Map<String, String> scope = new HashMap<>(Map.of("tenant", tenant));
      put(scope, "subject", subject);
      put(scope, "call", call);
      put(scope, "from", from);
      put(scope, "to", to);
      String holds = act.perform(CustodyRequest.Act.HOLD, scope).getOrDefault("holds", "");
      shell.out().println(holds.replace(' ', '\n'));
      return ExitCode.OK;
    }

    private static void put(Map<String, String> scope, String name, @Nullable Object value) {
      if (value != null) {
        scope.put(name, value.toString());
      }
    }
  }

  /** Ends a hold. */
  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description = "End a hold, and write that into the log; a gateway that runs is asked to.")
  static final class Release implements Callable<Integer> {
    private final Shell shell;

    @Mixin private CustodyCommands.Act act = new CustodyCommands.Act();

    @Parameters(index = "1", paramLabel = "HOLD", description = "The hold's id.")
    private String hold = "";

    Release(Shell shell) {
      this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
      act.perform(CustodyRequest.Act.RELEASE, Map.of("hold", hold));
      shell.out().println("released " + hold);
      return ExitCode.OK;
    }
  }

  /** Shows the holds in force. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Print the holds in force, the oldest first; also while the gateway runs.")
  static final class Listing implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "DATA", description = ContentCommands.DATA)
    private Path data = Path.of("");

    @Option(
        names = "--fallback",
        paramLabel = "DIR",
        description = "The folder audit.fallback of asc.yaml, where it has one.")
    private @Nullable Path fallback;

    Listing(Shell shell) {
      this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
      for (LegalHold hold : new Custody(data, fallback, Clock.systemUTC()).holds()) {
        LegalHold.Scope scope = hold.scope();
        shell
            .out()
            .println(
                hold.id()
                    + "  "
                    + scope.tenant()
                    + part("subject", scope.subject())
                    + part("call", scope.call())
                    + part("from", scope.from())
                    + part("to", scope.to())
                    + part("by", hold.ground().by() + ": " + hold.ground().why()));
      }
      return ExitCode.OK;
    }

    private static String part(String name, @Nullable Object value) {
      return value == null ? "" : "  " + name + " " + value;
    }
  }
}
