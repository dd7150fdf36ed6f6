package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A model provider for tests and demonstrations: a real HTTP/1.1 server on loopback, open from
 * {@link #open} to {@link #close}. Thread-safe.
 *
 * <p>It answers with the replies queued by {@link #reply}, first come first served over all its
 * connections, and with {@link #otherwise} when none is left. A request it would not understand as
 * a provider gets the provider's error, and uses up no queued reply. Everything that arrives is in
 * {@link #arrivals}.
 */
public final class Simulator implements AutoCloseable {

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final SimulatedProvider provider;
  private final HttpListener listener;
  private final ArrivalLog log;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Simulator(SimulatorConfig config, ArrivalLog log) {
    this.log = log;
    this.provider = new SimulatedProvider(config, log);
    this.listener =
        new HttpListener(
            "asc-simulator-" + config.name(),
            config.port(),
            config.bodyLimitBytes(),
            provider::serve);
  }

  /**
   * Opens a simulator on a free port, speaking every dialect whose paths are its own, and OpenAI's.
   */
  public static Simulator open() {
    return open(SimulatorConfig.builder().build());
  }

  /** Opens a simulator; {@link UncheckedIOException} if the port or the log file cannot be had. */
  public static Simulator open(SimulatorConfig config) {
    try {
      Optional<Path> file = config.log();
      ArrivalLog log =
          new ArrivalLog(file.isPresent() ? ArrivalFile.open(file.get(), config.name()) : null);
      Simulator simulator = new Simulator(config, log);
      try {
        simulator.listener.open();
      } catch (IOException e) {
        log.close();
        throw e;
      }
      return simulator;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A builder whose {@code open()} opens the simulator. */
  public static SimulatorConfig.Builder builder() {
    return SimulatorConfig.builder();
  }

  /** {@code http://127.0.0.1:port}, without a path. It survives {@link #down} and {@link #up}. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + listener.port());
  }

  /** Queues a reply for the next model call that has none. */
  public Simulator reply(Reply reply) {
    provider.enqueue(reply);
    return this;
  }

  /** How many queued replies nobody has asked for yet. */
  public int repliesLeft() {
    return provider.queued();
  }

  /** What to reply from now on when the queue is empty. */
  public Simulator otherwise(Behaviour behaviour) {
    provider.behaviour(behaviour);
    return this;
  }

  /** From now on answers 401 to everyone who does not show {@code key}. */
  public Simulator requireKey(String key) {
    provider.requiredKey(Optional.of(key));
    return this;
  }

  /**
   * Takes the provider away: cuts every connection and closes the port. Once this returns, clients
   * are refused, until {@link #up}.
   */
  public Simulator down() {
    try {
      listener.close(CLOSE_PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Answers 503 to everything, until {@link #up}. */
  public Simulator unavailable() {
    provider.unavailable(true);
    return this;
  }

  /**
   * Ends {@link #down} and {@link #unavailable}; {@link UncheckedIOException} if somebody else has
   * taken the port.
   */
  public Simulator up() {
    provider.unavailable(false);
    if (closed.getCount() == 0) {
      throw new IllegalStateException("simulator: closed (expected: open)");
    }
    try {
      listener.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /**
   * What has arrived so far, oldest first: a snapshot. Of very many only the youngest 20,000 are
   * kept.
   */
  public List<Arrival> arrivals() {
    return log.all();
  }

  /**
   * Waits until at least {@code count} requests have arrived, or {@code patience} is over; the
   * arrivals by then.
   */
  public List<Arrival> awaitArrivals(int count, Duration patience) throws InterruptedException {
    return log.await(arrivals -> arrivals.size() >= count, patience);
  }

  /** As {@link #awaitArrivals}, and all of them have ended. */
  public List<Arrival> awaitEnded(int count, Duration patience) throws InterruptedException {
    return log.await(
        arrivals ->
            arrivals.size() >= count
                && arrivals.stream().noneMatch(arrival -> arrival.ending() == Arrival.Ending.OPEN),
        patience);
  }

  /** Blocks until another thread closes this simulator. */
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  /** Cuts every connection, closes the port and the log file. A second call does nothing. */
  @Override
  public void close() {
    try {
      listener.close(CLOSE_PATIENCE);
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      closed.countDown();
    }
  }
}
