package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.json.WellFormed;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code asc conformance}: what a user's own server does of what its protocol says. */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    description =
        "Ask a server a few short questions and say what it does as its protocol says. A key, where"
            + " it wants one, is read from a variable.")
final class ConformanceCommand implements Callable<Integer> {
  private static final String DIALECTS =
      "openai, openai-responses, azure-openai, anthropic, mistral, compatible, vllm, tgi or"
          + " ollama";

  private static final Set<String> WITHOUT_EMBEDDINGS = Set.of("anthropic", "openai-responses");

  /** Whose key it is where no variable is named; everybody else's is called as OpenAI's. */
  private static final Map<String, String> MAKERS =
      Map.of(
          "anthropic", "ANTHROPIC_API_KEY",
          "mistral", "MISTRAL_API_KEY",
          "azure-openai", "AZURE_OPENAI_API_KEY");

  private final Shell shell;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      required = true,
      description = "The server's address, such as http://127.0.0.1:8000/v1.")
  private URI baseUrl = URI.create("");

  @Option(
      names = "--dialect",
      paramLabel = "D",
      defaultValue = "compatible",
      description = DIALECTS + " (default: ${DEFAULT-VALUE}).")
  private String dialect = "";

  @Option(
      names = "--api-version",
      paramLabel = "V",
      description = "The version of Anthropic's or Azure's API, as in asc.yaml.")
  private @Nullable String apiVersion;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      required = true,
      description = "A model of the server.")
  private String model = "";

  @Option(
      names = "--embedding-model",
      paramLabel = "NAME",
      description = "A model of the server that embeds; without one, embeddings are not asked.")
  private @Nullable String embeddingModel;

  @Option(
      names = "--key-variable",
      paramLabel = "VARIABLE",
      description =
          "The variable with the server's key (default: OPENAI_API_KEY, or its maker's own).")
  private @Nullable String keyVariable;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  ConformanceCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    if (!List.of(DIALECTS.split(", | or ")).contains(dialect)) {
      throw new IllegalArgumentException("dialect: " + dialect + " (expected: " + DIALECTS + ")");
    }
    if (embeddingModel != null && WITHOUT_EMBEDDINGS.contains(dialect)) {
      throw new IllegalArgumentException(
          "embedding-model: "
              + embeddingModel
              + " (expected: none; "
              + dialect
              + " has no embeddings)");
    }
    String makers = MAKERS.getOrDefault(dialect, "OPENAI_API_KEY");
    String variable = keyVariable == null ? makers : keyVariable;
    String kind = dialect.equals("compatible") ? "openai-compatible" : dialect;
    List<ServerFinding> findings;
    try (ServerUnderTest server =
        ServerUnderTest.open(
            kind, apiVersion, baseUrl, model, embeddingModel, variable, shell.env())) {
      findings = new ServerChecks(server.chat(), embeddingModel != null).run();
    }
    if (json) {
      shell.out().println(json(findings));
    } else {
      findings.forEach(this::print);
      shell.out().println(totals(findings));
    }
    shell.out().flush();
    return count(findings, ServerFinding.FAILED) == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(ServerFinding finding) {
    String why = finding.why().isEmpty() ? "" : ": " + finding.why();
    shell.out().printf("%-20s %s%s%n", finding.check(), finding.verdict(), why);
  }

  private static String totals(List<ServerFinding> findings) {
    return count(findings, ServerFinding.PASSED)
        + " passed, "
        + count(findings, ServerFinding.FAILED)
        + " failed, "
        + count(findings, ServerFinding.NOT_RUN)
        + " not run";
  }

  private static long count(List<ServerFinding> findings, String verdict) {
    return findings.stream().filter(finding -> finding.verdict().equals(verdict)).count();
  }

  private static String json(List<ServerFinding> findings) {
    CanonicalJson out = new CanonicalJson();
    out.beginObject().name("checks").beginArray();
    for (ServerFinding finding : findings) {
      out.beginObject();
      out.name("check").value(finding.check());
      out.name("verdict").value(finding.verdict());
      out.name("why").value(WellFormed.text(finding.why()));
      out.endObject();
    }
    out.endArray();
    out.name("failed").value(count(findings, ServerFinding.FAILED));
    out.name("not_run").value(count(findings, ServerFinding.NOT_RUN));
    out.name("passed").value(count(findings, ServerFinding.PASSED));
    out.endObject();
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }
}
