package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Arrivals as lines of JSON in a file. A line is with the operating system, and so outlives both
 * this process and its client's, before {@link #append} returns; it is not forced to the disk.
 * Thread-safe; {@code lock} keeps lines whole.
 */
final class ArrivalFile implements AutoCloseable {

  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "x-api-key", "api-key", "cookie");

  private final String simulator;
  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();

  private ArrivalFile(String simulator, OutputStream out) {
    this.simulator = simulator;
    this.out = out;
  }

  /**
   * Opens {@code file} for appending. Not a channel: a channel would close if a caller's thread
   * were interrupted.
   */
  static ArrivalFile open(Path file, String simulator) throws IOException {
    return new ArrivalFile(simulator, new FileOutputStream(file.toFile(), true));
  }

  void append(Arrival arrival) throws IOException {
    byte[] line = (line(arrival) + "\n").getBytes(StandardCharsets.UTF_8);
    lock.lock();
    try {
      out.write(line);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private JsonObject line(Arrival arrival) {
    JsonObject headers = JsonObject.create();
    arrival
        .headers()
        .forEach(
            (name, values) ->
                headers.with(
                    name.toLowerCase(Locale.ROOT),
                    CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))
                        ? "(hidden)"
                        : String.join(", ", values)));
    return JsonObject.create()
        .with("number", arrival.number())
        .with("simulator", simulator)
        .with("at", arrival.at().toString())
        .with("at_nanos", arrival.atNanos())
        .with("dialect", arrival.dialect().word())
        .with("method", arrival.method())
        .with("path", arrival.path())
        .with("model", arrival.model())
        .with("stream", arrival.stream())
        .with("stored", arrival.stored())
        .with("headers", headers)
        .with("body", arrival.body().text());
  }
}
