package io.aiarco.asc.alert;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the program's log: one WARN line per alert. Thread-safe. */
public final class LogSink implements AlertSink {
  private static final Logger log = LoggerFactory.getLogger(LogSink.class);

  /** A sink. */
  public LogSink() {}

  @Override
  public void tell(Alert alert) {
    log.warn("alert {}: {}", alert.kind().key(), alert.message());
  }

  @Override
  public String toString() {
    return "log";
  }
}
