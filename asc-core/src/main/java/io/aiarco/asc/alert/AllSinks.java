package io.aiarco.asc.alert;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several sinks as one, none of which can keep an alert from the others. */
final class AllSinks implements AlertSink {
  private static final Logger log = LoggerFactory.getLogger(AllSinks.class);

  private final List<AlertSink> sinks;

  AllSinks(List<AlertSink> sinks) {
    this.sinks = List.copyOf(sinks);
  }

  @Override
  public void tell(Alert alert) {
    for (AlertSink sink : sinks) {
      try {
        sink.tell(alert);
      } catch (RuntimeException e) {
        log.warn("alert of {}: not taken by {}", alert.kind().key(), sink, e);
      }
    }
  }

  @Override
  public void close() {
    for (AlertSink sink : sinks) {
      try {
        sink.close();
      } catch (RuntimeException e) {
        log.warn("alerts: {} did not close", sink, e);
      }
    }
  }
}
