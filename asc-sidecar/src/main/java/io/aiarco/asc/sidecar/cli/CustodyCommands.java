package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.custody.Custody;
import io.aiarco.asc.audit.custody.CustodyDesk;
import io.aiarco.asc.audit.custody.CustodyRequest;
import io.aiarco.asc.audit.journal.Ground;
import io.aiarco.asc.audit.journal.StoppedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code asc audit erase} and {@code destroy-pseudonyms}: each act a record. */
final class CustodyCommands {
  private static final Duration ANSWER_WAIT = Duration.ofMinutes(10);

  private CustodyCommands() {}

  /** Where, who and why. */
  static final class Act {
    @Parameters(index = "0", paramLabel = "DATA", description = ContentCommands.DATA)
    private Path data = Path.of("");

    @Option(
        names = "--fallback",
        paramLabel = "DIR",
        description = "The folder audit.fallback of asc.yaml, where it has one.")
    private @Nullable Path fallback;

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "On what ground. It stands in the log: name no person here.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "WHO", required = true, description = "Who does it.")
    private String by = "";

    /** Does it here, or has the gateway do it that runs on the folder; returns what came of it. */
    Map<String, String> perform(CustodyRequest.Act act, Map<String, String> about)
        throws IOException {
      CustodyRequest request = new CustodyRequest(act, about, ground());
      try {
        return request.perform(new Custody(data, fallback, Clock.systemUTC()));
      } catch (AuditUnavailableException e) {
        return CustodyDesk.ask(data, request, ANSWER_WAIT).orElseThrow(() -> e);
      }
    }

    /** The writer of this name; null for the only one. */
    StoppedWriter take(@Nullable String writer) throws IOException {
      return StoppedWriter.take(data, writer, fallback, Clock.systemUTC());
    }

    Ground ground() {
      return new Ground(by, reason);
    }
  }

  /** Destroys content. */
  @Command(
      name = "erase",
      mixinStandardHelpOptions = true,
      description = {
        "Destroy what is kept of prompts and replies, and write that into the log.",
        "A gateway that runs is asked to do it. What was interrupted the same again finishes."
      })
  static final class Erase implements Callable<Integer> {
    private final Shell shell;

    @Mixin private Act act = new Act();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    Erase(Shell shell) {
      this.shell = shell;
    }

    /** One call, all about a person, or those of nobody. */
    static final class What {
      @Option(names = "--call", paramLabel = "CALL", required = true, description = "This call.")
      private @Nullable String call;

      @ArgGroup(exclusive = false)
      private @Nullable Person person;

      @Option(
          names = "--unrecorded",
          required = true,
          description = "What a crash left of calls before their intent stood in the log.")
      private boolean unrecorded;
    }

    /** Whose calls. */
    static final class Person {
      @Option(
          names = "--subject",
          paramLabel = "PERSON",
          required = true,
          description = "All calls about a person: the name as callers give it, or a pseudonym.")
      private String subject = "";

      @Option(names = "--tenant", paramLabel = "TENANT", required = true, description = "Whose.")
      private String tenant = "";
    }

    @Override
    public Integer call() throws IOException {
      Map<String, String> erased = erase();
      shell.out().println("erased calls: " + erased.get("calls"));
      if (!"0".equals(erased.get("before"))) {
        shell.err().println("erased before: " + erased.get("before"));
      }
      return ExitCode.OK;
    }

    private Map<String, String> erase() throws IOException {
      if (what.unrecorded) {
        return act.perform(CustodyRequest.Act.ERASE_UNRECORDED, Map.of());
      }
      Person person = what.person;
      return person != null
          ? act.perform(
              CustodyRequest.Act.ERASE_SUBJECT,
              Map.of("tenant", person.tenant, "subject", person.subject))
          : act.perform(CustodyRequest.Act.ERASE_CALL, Map.of("call", String.valueOf(what.call)));
    }
  }

  /** Destroys a key of pseudonyms. */
  @Command(
      name = "destroy-pseudonyms",
      mixinStandardHelpOptions = true,
      description = {
        "Destroy the key of an epoch of a tenant's pseudonyms, and write that into the log:",
        "what they meant cannot be looked up any more. A gateway that runs is asked to."
      })
  static final class DestroyPseudonyms implements Callable<Integer> {
    private final Shell shell;

    @Mixin private Act act = new Act();

    @Option(names = "--tenant", paramLabel = "TENANT", required = true, description = "Whose.")
    private String tenant = "";

    @Option(
        names = "--epoch",
        paramLabel = "N",
        required = true,
        description = "The number between the colons of a pseudonym, not the one in force.")
    private int epoch;

    DestroyPseudonyms(Shell shell) {
      this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
      Map<String, String> came =
          act.perform(
              CustodyRequest.Act.DESTROY_PSEUDONYMS,
              Map.of("tenant", tenant, "epoch", Integer.toString(epoch)));
      String when = "true".equals(came.get("now")) ? "" : " before";
      shell.out().println("epoch " + epoch + " of " + tenant + " destroyed" + when);
      return ExitCode.OK;
    }
  }
}
