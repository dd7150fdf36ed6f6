package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.gateway.init.Starter;
import io.aiarco.asc.simulator.Simulator;
import io.aiarco.asc.simulator.SimulatorConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
    try (Simulator simulator = config.open()) {
      // The first line is the base URL alone, for scripts.
      shell.out().println(simulator.baseUrl());
      shell.out().println("OpenAI and Anthropic wires, any model, any key. Ctrl-C stops it.");
      shell.out().flush();
      simulator.awaitClose();
      return ExitCode.OK;
    }
  }
}
