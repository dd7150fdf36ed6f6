package io.aiarco.asc.simulator;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a simulator is to be opened. Immutable; made by {@link #builder}. */
public final class SimulatorConfig {

  private final String name;
  private final int port;
  private final Set<Dialect> dialects;
  private final List<String> models;
  private final @Nullable String requiredKey;
  private final Behaviour behaviour;
  private final Duration eventDelay;
  private final @Nullable Path log;
  private final int bodyLimitBytes;
  private final Clock clock;

  private SimulatorConfig(Builder builder) {
    this.name = builder.name;
    this.port = builder.port;
    this.dialects = Set.copyOf(builder.dialects);
    this.models = builder.models;
    this.requiredKey = builder.requiredKey;
    this.behaviour = builder.behaviour;
    this.eventDelay = builder.eventDelay;
    this.log = builder.log;
    this.bodyLimitBytes = builder.bodyLimitBytes;
    this.clock = builder.clock;
  }

  public static Builder builder() {
    return new Builder();
  }

  public String name() {
    return name;
  }

  public int port() {
    return port;
  }

  public Set<Dialect> dialects() {
    return dialects;
  }

  public List<String> models() {
    return models;
  }

  Optional<String> requiredKey() {
    return Optional.ofNullable(requiredKey);
  }

  public Behaviour behaviour() {
    return behaviour;
  }

  public Duration eventDelay() {
    return eventDelay;
  }

  public Optional<Path> log() {
    return Optional.ofNullable(log);
  }

  public int bodyLimitBytes() {
    return bodyLimitBytes;
  }

  public Clock clock() {
    return clock;
  }

  /** Collects a {@link SimulatorConfig}. Single-thread. */
  public static final class Builder {

    private String name = "simulator";
    private int port;
    private Set<Dialect> dialects =
        EnumSet.complementOf(
            EnumSet.of(Dialect.VLLM, Dialect.MISTRAL, Dialect.TGI, Dialect.OLLAMA));
    private List<String> models = List.of();
    private @Nullable String requiredKey;
    private Behaviour behaviour = Behaviour.helpful();
    private Duration eventDelay = Duration.ZERO;
    private @Nullable Path log;
    private int bodyLimitBytes = 64 * 1024 * 1024;
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /** What it calls itself in ids, logs and threads; letters, digits, dot, dash and underscore. */
    public Builder name(String name) {
      if (!name.matches("[A-Za-z0-9._-]{1,40}")) {
        throw new IllegalArgumentException(
            "name: " + name + " (expected: 1 to 40 of A-Z a-z 0-9 . _ -)");
      }
      this.name = name;
      return this;
    }

    /** The port on loopback; 0, the default, takes a free one. */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
      }
      this.port = port;
      return this;
    }

    /**
     * The dialects served; the others' paths answer 404. Those at {@code /v1/chat/completions}
     * share it: only one of them.
     */
    public Builder dialects(Dialect first, Dialect... more) {
      return dialects(EnumSet.of(first, more));
    }

    /** As {@link #dialects(Dialect, Dialect...)}; at least one. */
    public Builder dialects(Collection<Dialect> dialects) {
      Set<Dialect> set = EnumSet.copyOf(dialects);
      if (set.stream().filter(Dialect::atChatPath).count() > 1) {
        throw new IllegalArgumentException(
            "dialects: " + set + " (expected: at most one of those at /v1/chat/completions)");
      }
      this.dialects = set;
      return this;
    }

    /** The models there are; any other answers 404. None, the default, accepts every name. */
    public Builder models(String... models) {
      this.models = List.of(models);
      return this;
    }

    /** The API key clients must show; others get 401. */
    public Builder requireKey(String key) {
      this.requiredKey = key;
      return this;
    }

    /** What to reply when no reply is queued; the default is {@link Behaviour#helpful}. */
    public Builder otherwise(Behaviour behaviour) {
      this.behaviour = behaviour;
      return this;
    }

    /** The wait between the events of every stream, as a real model would need; none by default. */
    public Builder eventDelay(Duration eventDelay) {
      if (eventDelay.isNegative()) {
        throw new IllegalArgumentException(
            "eventDelay: " + eventDelay + " (expected: not negative)");
      }
      this.eventDelay = eventDelay;
      return this;
    }

    /**
     * A file to which each arrival is appended as one line of JSON, before any byte is answered. It
     * holds the request bodies, prompts included; credentials are left out.
     */
    public Builder log(Path file) {
      this.log = file;
      return this;
    }

    /** The largest request body taken, in bytes; 64 MiB by default. */
    public Builder bodyLimitBytes(int bodyLimitBytes) {
      if (bodyLimitBytes < 0) {
        throw new IllegalArgumentException(
            "bodyLimitBytes: " + bodyLimitBytes + " (expected: >= 0)");
      }
      this.bodyLimitBytes = bodyLimitBytes;
      return this;
    }

    /**
     * The clock arrivals and {@code created} are read from; delays run in real time whatever it
     * says.
     */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    public SimulatorConfig build() {
      return new SimulatorConfig(this);
    }

    /**
     * Builds, and opens a simulator; {@link java.io.UncheckedIOException} if the port or the log
     * file cannot be had.
     */
    public Simulator open() {
      return Simulator.open(build());
    }
  }
}
