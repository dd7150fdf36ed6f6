package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.gateway.init.Starter;
import io.aiarco.asc.simulator.Dialect;
import io.aiarco.asc.simulator.Simulator;
import io.aiarco.asc.simulator.SimulatorConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code asc simulate}: a model provider on loopback, until it is stopped. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Run a simulated model provider on this machine, until stopped with Ctrl-C.")
final class SimulateCommand implements Callable<Integer> {
  /** Where a configuration made by {@code asc init} expects it. */
  static final int PORT = Starter.SIMULATOR_PORT;

  private final Shell shell;

  @Option(
      names = "--port",
      defaultValue = "" + PORT,
      description = "The port, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--log", description = "Append every request to this file, one JSON per line.")
  private @Nullable Path log;

  @Option(
      names = "--event-delay-ms",
      defaultValue = "20",
      description = "The wait between the events of a stream (default: ${DEFAULT-VALUE}).")
  private int eventDelayMillis;

  @Option(
      names = "--dialect",
      split = ",",
      converter = DialectConverter.class,
      paramLabel = "NAME",
      description =
          "The wires to speak: openai, openai-responses, anthropic, anthropic-2026, azure-openai"
              + " (the default), or in place of openai one of vllm, tgi, ollama, mistral.")
  private List<Dialect> dialects = List.of();

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      description = "The models there are (default: any).")
  private List<String> models = List.of();

  SimulateCommand(Shell shell) {
    this.shell = shell;
  }

  /** The simulator that asc init's configuration expects. */
  static SimulatorConfig.Builder standard() {
    return Simulator.builder().port(PORT);
  }

  @Override
  public Integer call() throws InterruptedException {
    SimulatorConfig.Builder config =
        standard().port(port).eventDelay(Duration.ofMillis(eventDelayMillis));
    if (log != null) {
      config.log(log);
    }
    if (!dialects.isEmpty()) {
      config.dialects(dialects);
    }
    config.models(models.toArray(new String[0]));
    try (Simulator simulator = config.open()) {
      // The first line is the base URL alone, for scripts.
      shell.out().println(simulator.baseUrl());
      shell.out().println(spoken(config.build()));
      shell.out().flush();
      simulator.awaitClose();
      return ExitCode.OK;
    }
  }

  private static String spoken(SimulatorConfig config) {
    String wires =
        config.dialects().stream().map(Dialect::word).sorted().collect(Collectors.joining(", "));
    String models =
        config.models().isEmpty() ? "any model" : "models " + String.join(", ", config.models());
    return "Wires: " + wires + "; " + models + ", any key. Ctrl-C stops it.";
  }

  /** A dialect by its word; what is none is a usage error that names them all. */
  static final class DialectConverter implements ITypeConverter<Dialect> {
    @Override
    public Dialect convert(String word) {
      try {
        return Dialect.named(word);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
