package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.evidence.EvidencePack;
import io.aiarco.asc.audit.evidence.LogProofs;
import io.aiarco.asc.audit.evidence.PackRequest;
import io.aiarco.asc.audit.evidence.RecordProof;
import io.aiarco.asc.audit.verify.Finding;
import io.aiarco.asc.audit.verify.Outside;
import io.aiarco.asc.audit.verify.Pace;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code asc audit}: audit logs. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Verify audit logs, and take evidence out of them.")
final class AuditCommand {
  static final String LOGS = "One log, a writer with all its logs, or the folder of all writers.";

  private final Shell shell;

  AuditCommand(Shell shell) {
    this.shell = shell;
  }

  /** Verifies a log. The exit codes are those of the format: 0, 1, 2, 3. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Prove that a log is what was written, or name the record that is not.",
      footer = {
        "",
        "Exit codes: 0 it holds, 1 it does not, 2 it cannot be read,",
        "3 it holds up to a tail that a running or killed process left."
      })
  int verify(
      @Parameters(paramLabel = "DIR", description = LOGS) Path folder,
      @Option(
              names = "--vkey",
              paramLabel = "KEY",
              description = "A verifier key obtained elsewhere; may be repeated.")
          @Nullable List<String> vkeys,
      @Option(
              names = "--checkpoint",
              paramLabel = "FILE",
              description = "A signed checkpoint kept elsewhere; may be repeated.")
          @Nullable List<Path> checkpoints,
      @Option(
              names = "--witness",
              paramLabel = "KEY",
              description = "A witness's verifier key; may be repeated.")
          @Nullable List<String> witnesses,
      @Option(
              names = "--tsa-ca",
              paramLabel = "FILE",
              description = "A time-stamp authority's root certificate; may be repeated.")
          @Nullable List<Path> authorities,
      @Option(
              names = "--registry",
              paramLabel = "DIR",
              description = "A copy of the registry that was kept elsewhere; may be repeated.")
          @Nullable List<Path> registries,
      @Option(
              names = "--threads",
              paramLabel = "N",
              description = "How many threads read and hash; else one per processor.")
          @Nullable Integer threads,
      @Option(names = "--json", description = "One JSON object instead of lines.") boolean json) {
    ProgressBar bar = new ProgressBar(shell.err());
    Pace pace =
        new Pace(
            threads == null ? Runtime.getRuntime().availableProcessors() : threads,
            json || !Terminal.isThere() ? Pace.Progress.NOBODY : bar::show);
    VerifyReport report =
        Verifier.verify(
            folder,
            new Outside(
                given(vkeys),
                given(checkpoints),
                given(witnesses),
                given(authorities),
                given(registries)),
            pace);
    bar.clear();
    if (json) {
      shell.out().println(json(report));
    } else if (report.exitCode() == ExitCode.USAGE) {
      report.lines().forEach(line -> shell.err().println("asc: " + line));
    } else {
      report.lines().forEach(shell.out()::println);
    }
    return report.exitCode();
  }

  private static <T> List<T> given(@Nullable List<T> values) {
    return values == null ? List.of() : values;
  }

  private static String json(VerifyReport report) {
    CanonicalJson json = new CanonicalJson();
    json.beginObject().name("exit").value(report.exitCode()).name("findings").beginArray();
    for (Finding finding : report.findings()) {
      json.beginObject().name("log").value(finding.log()).name("reason").value(finding.reason());
      json.name("seq").value(finding.seq()).endObject();
    }
    json.endArray().name("lines").beginArray();
    report.lines().forEach(json::value);
    json.endArray().endObject();
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }

  /** Proves records to somebody who has not got the log. */
  @Command(
      name = "prove",
      mixinStandardHelpOptions = true,
      description = "Prove that a record stands in the log: C2SP tlog-proof@v1.")
  int prove(
      @Parameters(paramLabel = "DIR", description = LOGS) Path folder,
      @Parameters(
              paramLabel = "ID",
              description = "A record's id or seq, or the id of a call, which has several records.")
          String id,
      @Option(
              names = "--checkpoint",
              paramLabel = "FILE",
              description = "The checkpoint to prove under; else the newest.")
          @Nullable Path checkpoint,
      @Option(
              names = "--out",
              paramLabel = "DIR",
              description = "Write SEQ.json, what was hashed, and SEQ.tlog-proof for each record.")
          @Nullable Path out)
      throws IOException {
    List<RecordProof> proofs = LogProofs.inclusion(folder, id, checkpoint);
    if (out == null) {
      if (proofs.size() > 1) {
        throw new IllegalArgumentException(
            "ID: "
                + id
                + " has the records "
                + proofs.stream().map(p -> p.seq() + " " + p.type()).toList()
                + " (expected: the seq of one, or --out DIR)");
      }
      shell.out().print(proofs.get(0).proof());
      shell.out().flush();
      return ExitCode.OK;
    }
    Files.createDirectories(out);
    for (RecordProof proof : proofs) {
      Files.writeString(out.resolve(proof.seq() + ".json"), proof.record());
      Files.writeString(out.resolve(proof.seq() + ".tlog-proof"), proof.proof());
      shell.out().println(out.resolve(proof.seq() + ".tlog-proof") + " " + proof.type());
    }
    return ExitCode.OK;
  }

  /** Hands one tenant's auditor what concerns him, and nothing else. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = {
        "Write an evidence pack: one tenant's records, proofs, checkpoints, keys,",
        "and scripts that verify them on a machine without ASC or Java."
      })
  int export(
      @Parameters(paramLabel = "DIR", description = LOGS) Path folder,
      @Option(names = "--tenant", paramLabel = "TENANT", required = true, description = "Whose.")
          String tenant,
      @Option(
              names = "--subject",
              paramLabel = "PSEUDONYM",
              description = "Only calls about this person; such a slice has no count to close it.")
          @Nullable String subject,
      @Option(
              names = "--from",
              paramLabel = "TIME",
              defaultValue = "1970-01-01T00:00:00Z",
              description = "From here on, in ISO 8601, UTC.")
          Instant from,
      @Option(
              names = "--to",
              paramLabel = "TIME",
              defaultValue = "9999-12-31T00:00:00Z",
              description = "Before.")
          Instant to,
      @Option(
              names = "--checkpoint",
              paramLabel = "FILE",
              description = "The checkpoint the auditor holds, to prove under; else the newest.")
          @Nullable Path checkpoint,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              required = true,
              description = "A new tar file.")
          Path out)
      throws IOException {
    PackRequest request = new PackRequest(tenant, subject, from, to);
    int records = EvidencePack.write(folder, request, checkpoint, out);
    shell.out().println(records + " records of " + tenant + " in " + out);
    shell.err().println("Next: tar -xf " + out + " && sh evidence/verify.sh --vkey KEY");
    return ExitCode.OK;
  }

  /** Proves that a log only grew. */
  @Command(
      name = "consistency",
      mixinStandardHelpOptions = true,
      description = {
        "Prove that the log under a newer checkpoint continues the one under an older.",
        "Prints what a C2SP witness takes as add-checkpoint."
      })
  int consistency(
      @Parameters(paramLabel = "DIR", description = LOGS) Path folder,
      @Parameters(paramLabel = "OLDER", description = "A file with a checkpoint that was kept.")
          Path older,
      @Parameters(
              paramLabel = "NEWER",
              arity = "0..1",
              description = "A file with a later one; else the log's newest.")
          @Nullable Path newer)
      throws IOException {
    shell.out().print(LogProofs.consistency(folder, older, newer));
    shell.out().flush();
    return ExitCode.OK;
  }

  /** Writes the tree as files, so that proofs need no reading of all records. */
  @Command(
      name = "tiles",
      mixinStandardHelpOptions = true,
      description = "Write the tree over the sealed segments of one log as C2SP tlog-tiles.")
  int tiles(@Parameters(paramLabel = "DIR", description = "One log: an epoch folder.") Path folder)
      throws IOException {
    shell.out().println("tiles of " + LogProofs.writeTiles(folder) + " records");
    return ExitCode.OK;
  }
}
