package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.simulator.Dialect;
import io.aiarco.asc.simulator.Simulator;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Three providers in two regions, on loopback. Thread-safe.
 *
 * @param frankfurt in the eu, speaks the OpenAI wire
 * @param paris in the eu, speaks the Anthropic wire
 * @param virginia in the us, speaks the OpenAI wire
 */
record Providers(Simulator frankfurt, Simulator paris, Simulator virginia)
    implements AutoCloseable {
  /** As a quick model would; without it a stream would be over before it could be seen. */
  private static final Duration BETWEEN_EVENTS = Duration.ofMillis(25);

  static Providers open() {
    return new Providers(
        Simulator.builder().name("frankfurt").dialects(Dialect.OPENAI).open(),
        Simulator.builder()
            .name("paris")
            .dialects(Dialect.ANTHROPIC)
            .eventDelay(BETWEEN_EVENTS)
            .open(),
        Simulator.builder().name("virginia").dialects(Dialect.OPENAI).open());
  }

  /** How many requests have arrived at all of them. */
  int arrivals() {
    return Stream.of(frankfurt, paris, virginia)
        .mapToInt(provider -> provider.arrivals().size())
        .sum();
  }

  @Override
  public void close() {
    frankfurt.close();
    paris.close();
    virginia.close();
  }
}
