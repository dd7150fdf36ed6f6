package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.evidence.CallLine;
import io.aiarco.asc.audit.evidence.LogQuery;
import io.aiarco.asc.audit.evidence.RecordFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code asc audit show} and {@code timeline}: what happened, as the log tells it. */
final class AuditQueries {
  private AuditQueries() {}

  /** Which part of the log. */
  static final class Part {
    @Parameters(paramLabel = "DIR", description = AuditCommand.LOGS)
    private Path folder = Path.of("");

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Of this tenant.")
    private @Nullable String tenant;

    @Option(names = "--from", paramLabel = "TIME", description = "From here on, in ISO 8601, UTC.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before.")
    private @Nullable Instant to;
  }

  /** Prints records. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Print records, oldest first.")
  static final class Show implements Callable<Integer> {
    private final Shell shell;

    @Mixin private Part part = new Part();

    @Option(names = "--subject", paramLabel = "PSEUDONYM", description = "Intents about a person.")
    private @Nullable String subject;

    @Option(names = "--call", paramLabel = "CALL", description = "Of this call.")
    private @Nullable String call;

    @Option(names = "--type", paramLabel = "TYPE", description = "Of this type; may be repeated.")
    private Set<String> types = Set.of();

    @Option(names = "--json", description = "Each record as it was hashed, one on a line.")
    private boolean json;

    Show(Shell shell) {
      this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
      RecordFilter filter = new RecordFilter(part.tenant, subject, call, types, part.from, part.to);
      Map<String, Long> erased = json ? Map.of() : erased();
      LogQuery.show(
          part.folder,
          filter,
          row -> shell.out().println(json ? row.json() : text(row, erased.get(row.call()))));
      return ExitCode.OK;
    }

    /** What was erased whenever, by call: the record that says so comes after all it is about. */
    private Map<String, Long> erased() throws IOException {
      Map<String, Long> erased = new HashMap<>();
      LogQuery.show(
          part.folder,
          new RecordFilter(part.tenant, null, call, Set.of("erasure"), null, null),
          row -> erased.put(row.call(), row.seq()));
      return erased;
    }

    private static String text(LogQuery.Row row, @Nullable Long erased) {
      String content = row.commits() ? "  content committed" : "";
      if (row.commits() && erased != null) {
        content += ", erased at seq " + erased;
      }
      String text =
          String.format(
              "%6d  %s  %-14s  %-12s  %s",
              row.seq(), row.ts(), row.type(), row.tenant(), row.call());
      return (text + content).stripTrailing();
    }
  }

  /** Prints calls. */
  @Command(
      name = "timeline",
      mixinStandardHelpOptions = true,
      description = "One line per call: how it ended, spend, time to first token, fallbacks.")
  static final class Timeline implements Callable<Integer> {
    private final Shell shell;

    @Mixin private Part part = new Part();

    Timeline(Shell shell) {
      this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
      RecordFilter filter = new RecordFilter(part.tenant, null, null, Set.of(), part.from, part.to);
      LogQuery.timeline(part.folder, filter, line -> shell.out().println(text(line)));
      return ExitCode.OK;
    }

    private static String text(CallLine line) {
      String how = line.ended() + (line.code().isEmpty() ? "" : " " + line.code());
      String text =
          line.began()
              + "  "
              + line.call()
              + "  "
              + line.tenant()
              + "  "
              + line.model()
              + "  "
              + how;
      if (!line.served().isEmpty()) {
        text += "  " + line.served();
      }
      if (!line.spent().isEmpty()) {
        text += "  " + line.spent();
      }
      if (line.firstTokenMicros() > 0) {
        text += "  first token " + line.firstTokenMicros() / 1_000 + " ms";
      }
      return line.fallbacks() > 0 ? text + "  fallbacks " + line.fallbacks() : text;
    }
  }
}
