package io.aiarco.asc.gateway;

import io.aiarco.asc.gateway.compile.GatewayCompiler;
import io.aiarco.asc.gateway.compile.GatewayConfig;
import io.aiarco.asc.gateway.config.ConfigurationException;
import io.aiarco.asc.telemetry.Telemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a host program may give its gateway besides the file. Single-thread. */
public final class AscGatewayBuilder {
  private final Path file;
  private Map<String, String> environment = System.getenv();
  private Clock clock = Clock.systemUTC();
  private Telemetry telemetry = Telemetry.none();

  AscGatewayBuilder(Path file) {
    this.file = Objects.requireNonNull(file, "file");
  }

  /** What {@code ${env:NAME}} refers to; this process's variables unless told. */
  public AscGatewayBuilder environment(Map<String, String> variables) {
    this.environment = Map.copyOf(variables);
    return this;
  }

  /** The time; the system's unless told. */
  public AscGatewayBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /** Where spans and metrics go; nowhere unless told. */
  public AscGatewayBuilder openTelemetry(OpenTelemetry openTelemetry) {
    this.telemetry = Telemetry.of(openTelemetry);
    return this;
  }

  /**
   * Opens the gateway; see {@link AscGateway#open(Path)}.
   *
   * @throws ConfigurationException listing everything wrong with the file
   */
  public AscGateway open() {
    return AscGateway.open(this);
  }

  /**
   * Compiles the file and opens nothing: for tools that look at a configuration before it is used.
   *
   * @return what is right today and soon will not be, one line each, such as a model that retires
   * @throws ConfigurationException listing everything wrong with the file
   */
  public List<String> check() {
    return GatewayCompiler.compile(file, environment, clock).warnings();
  }

  /**
   * Compiles the file and opens nothing: its limits, and where calls are counted against them.
   *
   * @throws ConfigurationException listing everything wrong with the file
   */
  public ConfiguredBudgets budgets() {
    GatewayConfig config = GatewayCompiler.compile(file, environment, clock);
    List<Path> logs = new ArrayList<>(List.of(config.data().resolve("audit")));
    Path fallback = config.audit().fallback();
    if (fallback != null && Files.isDirectory(fallback)) {
      logs.add(fallback);
    }
    return new ConfiguredBudgets(config.limits(), logs);
  }

  Path file() {
    return file;
  }

  Map<String, String> environment() {
    return environment;
  }

  Clock clock() {
    return clock;
  }

  Telemetry telemetry() {
    return telemetry;
  }
}
