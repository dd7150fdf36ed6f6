package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.UnauthenticatedException;
import io.aiarco.asc.simulator.Simulator;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code asc ask}: one governed call. The reply goes to standard output, its facts to the other.
 */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description = "Make one governed call. The caller's key is read from the variable ASC_API_KEY.")
final class AskCommand implements Callable<Integer> {
  private static final String KEY = "ASC_API_KEY";

  private final Shell shell;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "asc.yaml",
      description = "The configuration (default: ${DEFAULT-VALUE}).")
  private Path config = Path.of("asc.yaml");

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "support",
      description = "A model of the configuration (default: ${DEFAULT-VALUE}).")
  private String model = "";

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "400",
      description = "The most tokens the reply may have (default: ${DEFAULT-VALUE}).")
  private int maxTokens;

  @Option(names = "--stream", description = "Print the reply as it comes.")
  private boolean stream;

  @Option(
      names = "--simulate",
      description = "Run the simulator that asc init's configuration expects, for this one call.")
  private boolean simulate;

  @Parameters(paramLabel = "QUESTION", description = "What to ask.")
  private String question = "";

  AskCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ChatRequest request =
        ChatRequest.builder().model(model).user(question).maxOutputTokens(maxTokens).build();
    CallerCredential caller = CallerCredential.apiKey(key());
    try (AscGateway asc = AscGateway.builder(config).environment(shell.env()).open()) {
      ChatClient chat = asc.client(caller);
      if (!simulate) {
        return ask(chat, request);
      }
      try (Simulator simulator = SimulateCommand.standard().open()) {
        shell.err().println("simulated provider at " + simulator.baseUrl());
        return ask(chat, request);
      }
    }
  }

  private int ask(ChatClient chat, ChatRequest request) {
    ChatResponse reply = stream ? streamed(chat, request) : chat.chat(request);
    shell.out().println(stream ? "" : reply.text());
    shell.out().flush();
    shell.err().println(facts(reply));
    return ExitCode.OK;
  }

  private ChatResponse streamed(ChatClient chat, ChatRequest request) {
    try (ChatStream events = chat.stream(request)) {
      for (StreamEvent event : events) {
        if (event instanceof StreamEvent.TextDelta delta) {
          shell.out().print(delta.text());
          shell.out().flush();
        }
      }
      return events.response();
    }
  }

  private String key() {
    String key = shell.env().get(KEY);
    if (key == null || key.isBlank()) {
      throw new UnauthenticatedException(
          KEY + ": not set (expected: a caller's key, such as the one asc init printed)");
    }
    return key;
  }

  private static String facts(ChatResponse reply) {
    return String.join(
        " | ",
        reply.route().endpoint().toString(),
        reply.usage().totalTokens() + " tokens",
        reply.cost().map(cost -> cost.amount().toString()).orElse("no price"),
        "audit " + reply.auditId());
  }
}
