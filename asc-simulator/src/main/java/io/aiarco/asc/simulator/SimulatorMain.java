package io.aiarco.asc.simulator;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A simulator as a process of its own. The first line it prints is its base URL; it then answers
 * until it is killed.
 *
 * <pre>{@code
 * --port N               the port on loopback, 0 (default) for a free one
 * --name NAME            what it calls itself in ids and in the log
 * --dialect A[,B]        openai, openai-responses, anthropic, anthropic-2026, azure-openai (the default), or in
 *                        place of openai one of vllm, mistral, tgi, ollama
 * --models A[,B]         the models there are (default: any)
 * --log FILE             appends each arrival as a line of JSON before answering it
 * --require-key-env VAR  the environment variable that holds the API key clients must show
 * --event-delay-ms N     the wait between the events of a stream (default: 0)
 * }</pre>
 */
public final class SimulatorMain {

  private SimulatorMain() {}

  public static void main(String[] args) throws InterruptedException {
    System.exit(run(args, System.out, System.err));
  }

  /**
   * Runs until the simulator is closed or the thread interrupted; 2 if the arguments or the port
   * are wrong.
   */
  public static int run(String[] args, PrintStream out, PrintStream err)
      throws InterruptedException {
    try (Simulator simulator = Simulator.open(parse(args))) {
      out.println(simulator.baseUrl());
      out.flush();
      simulator.awaitClose();
      return 0;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      err.println(e.getMessage());
      return 2;
    }
  }

  /**
   * The configuration that command line arguments describe; {@link IllegalArgumentException} names
   * the one that is wrong.
   */
  public static SimulatorConfig parse(String... args) {
    SimulatorConfig.Builder config = SimulatorConfig.builder();
    Iterator<String> rest = Arrays.asList(args).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      try {
        apply(config, option, rest.next());
      } catch (NoSuchElementException e) {
        throw new IllegalArgumentException(option + ": nothing (expected: a value)", e);
      }
    }
    return config.build();
  }

  private static void apply(SimulatorConfig.Builder config, String option, String value) {
    switch (option) {
      case "--port" -> config.port(number(option, value));
      case "--name" -> config.name(value);
      case "--dialect" -> dialects(config, value);
      case "--models" -> config.models(value.split(","));
      case "--log" -> config.log(Path.of(value));
      case "--require-key-env" -> config.requireKey(environment(option, value));
      case "--event-delay-ms" -> config.eventDelay(Duration.ofMillis(number(option, value)));
      default ->
          throw new IllegalArgumentException(
              option
                  + ": unknown option (expected: one of --port, --name,"
                  + " --dialect, --models, --log, --require-key-env, --event-delay-ms)");
    }
  }

  private static void dialects(SimulatorConfig.Builder config, String value) {
    config.dialects(Arrays.stream(value.split(",", -1)).map(Dialect::named).toList());
  }

  private static int number(String option, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + ": " + value + " (expected: a number)", e);
    }
  }

  private static String environment(String option, String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          option + ": " + variable + " (expected: a variable that is set)");
    }
    return value;
  }
}
