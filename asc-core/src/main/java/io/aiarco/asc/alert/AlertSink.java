package io.aiarco.asc.alert;

import java.util.List;

/**
 * Tells alerts to somebody. Implementations return at once, keep a bounded number of what they
 * could not tell yet, and never throw: an alert must not fail a call. Thread-safe.
 */
public interface AlertSink extends AutoCloseable {
  /** Takes an alert to be told. */
  void tell(Alert alert);

  /** Gives up what was not told yet, after a last try. Closing twice does nothing. */
  @Override
  default void close() {}

  /** Tells all of them, each whatever the others throw; closes all of them. */
  static AlertSink all(List<AlertSink> sinks) {
    return new AllSinks(sinks);
  }
}
