package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.Commitment;
import io.aiarco.asc.audit.ContentField;
import io.aiarco.asc.audit.ContentSecrets;
import io.aiarco.asc.audit.Pseudonyms;
import io.aiarco.asc.audit.content.KeptContent;
import io.aiarco.asc.audit.content.KeyFile;
import io.aiarco.asc.audit.content.PseudonymFiles;
import io.aiarco.asc.audit.evidence.LogQuery;
import io.aiarco.asc.audit.evidence.RecordFilter;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code asc audit open-content}, {@code pseudonym}, {@code rotate-pseudonyms}: with the keys. */
final class ContentCommands {
  static final String DATA = "The folder `data` of asc.yaml, with audit, content and keys.";

  private ContentCommands() {}

  /** Shows what was asked and answered, if it is what the log committed to. */
  @Command(
      name = "open-content",
      mixinStandardHelpOptions = true,
      description = {
        "Print what is kept of a call's prompt and reply, as neutral JSON,",
        "after checking it against the commitments in the log."
      })
  static final class Open implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "DATA", description = DATA)
    private Path data = Path.of("");

    @Parameters(paramLabel = "CALL", description = "The call's id.")
    private String call = "";

    Open(Shell shell) {
      this.shell = shell;
    }

    /** A commitment as it stands in the log. */
    private record Committed(long seq, ContentField field, String hex) {}

    @Override
    public Integer call() throws IOException {
      CallId id = new CallId(call);
      List<Committed> committed = new ArrayList<>();
      OptionalLong erased = read(committed);
      if (committed.isEmpty()) {
        throw new IllegalArgumentException(
            "CALL: " + call + " has no commitment in the log (expected: a call that has)");
      }
      Path keys = data.resolve("keys");
      if (!Files.exists(keys.resolve("content.key"))) {
        throw new IOException("no content.key in " + keys);
      }
      KeptContent kept = new KeptContent(data.resolve("content"));
      Optional<ContentSecrets> secrets = kept.secrets(id, KeyFile.open(keys));
      boolean holds = true;
      for (Committed each : committed) {
        if (secrets.isPresent()) {
          holds &= open(each, kept.text(id, each.field(), secrets.get()), secrets.get());
        } else {
          holds = false;
          String fate = erased.isPresent() ? "erased at seq " + erased.getAsLong() : "missing";
          shell.err().println(name(each) + ": committed to at seq " + each.seq() + ", " + fate);
        }
      }
      return holds ? ExitCode.OK : ExitCode.FAILED;
    }

    private boolean open(Committed committed, Optional<byte[]> text, ContentSecrets secrets) {
      String where = name(committed) + ": committed to at seq " + committed.seq();
      if (text.isEmpty()) {
        shell.err().println(where + ", its text is not kept");
        return true;
      }
      Commitment commitment = secrets.commitment(committed.field());
      commitment.update(ByteBuffer.wrap(text.get()));
      if (!commitment.hex().equals(committed.hex())) {
        shell.err().println(where + ", and what is kept is another text");
        return false;
      }
      shell.err().println(where + ", and this is the text");
      shell.out().println(new String(text.get(), StandardCharsets.UTF_8));
      return true;
    }

    /** Finds the commitments; returns where the log says that the call was erased. */
    private OptionalLong read(List<Committed> found) throws IOException {
      Set<String> types = Set.of("call.intent", "call.outcome", "erasure");
      List<Long> erased = new ArrayList<>();
      LogQuery.records(
          data.resolve("audit"),
          new RecordFilter(null, null, call, types, null, null),
          record -> {
            long seq = (Long) record.getOrDefault("seq", -1L);
            if (record.get("prompt_c") instanceof String hex) {
              found.add(new Committed(seq, ContentField.PROMPT, hex));
            }
            if (record.get("resp_c") instanceof String hex) {
              found.add(new Committed(seq, ContentField.REPLY, hex));
            }
            if ("erasure".equals(record.get("type"))) {
              erased.add(seq);
            }
          });
      return erased.stream().mapToLong(seq -> seq).max();
    }

    private static String name(Committed committed) {
      return committed.field().name().toLowerCase(Locale.ROOT);
    }
  }

  /** Says what a person is called in the log. */
  @Command(
      name = "pseudonym",
      mixinStandardHelpOptions = true,
      description = "Print what a person is called in the log, one line per epoch of the keys.")
  static final class Pseudonym implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "DATA", description = DATA)
    private Path data = Path.of("");

    @Parameters(paramLabel = "VALUE", description = "The name as callers give it.")
    private String value = "";

    @Option(names = "--tenant", paramLabel = "TENANT", required = true, description = "Whose.")
    private String tenant = "";

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        defaultValue = Pseudonyms.SUBJECT,
        description = "subject or principal (default: ${DEFAULT-VALUE}).")
    private String kind = Pseudonyms.SUBJECT;

    Pseudonym(Shell shell) {
      this.shell = shell;
    }

    @Override
    public Integer call() {
      if (!kind.equals(Pseudonyms.SUBJECT) && !kind.equals(Pseudonyms.PRINCIPAL)) {
        throw new IllegalArgumentException("--kind: " + kind + " (expected: subject or principal)");
      }
      List<String> names =
          new PseudonymFiles(data.resolve("keys")).lookUp(new TenantId(tenant), kind, value);
      names.forEach(shell.out()::println);
      return names.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  /** Begins another epoch of a tenant's keys. */
  @Command(
      name = "rotate-pseudonyms",
      mixinStandardHelpOptions = true,
      description = "Make a new key for a tenant's pseudonyms, used from the gateway's next start.")
  static final class Rotate implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "DATA", description = DATA)
    private Path data = Path.of("");

    @Option(names = "--tenant", paramLabel = "TENANT", required = true, description = "Whose.")
    private String tenant = "";

    Rotate(Shell shell) {
      this.shell = shell;
    }

    @Override
    public Integer call() {
      int epoch = new PseudonymFiles(data.resolve("keys")).rotate(new TenantId(tenant));
      shell.out().println("epoch " + epoch + " of " + tenant);
      return ExitCode.OK;
    }
  }
}
