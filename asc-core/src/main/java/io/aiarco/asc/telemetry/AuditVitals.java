package io.aiarco.asc.telemetry;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an audit log is at one moment. Immutable.
 *
 * @param state 0 when healthy, more the worse
 * @param orphans calls of dead processes that its opening ended
 * @param checkpointAge since the newest checkpoint; null before the first of this process
 * @param registryOwed records about its logs that the registry does not have yet
 * @param sinks by the operator's name for them
 * @param anchors by the operator's name for them
 */
public record AuditVitals(
    int state,
    long orphans,
    @Nullable Duration checkpointAge,
    long registryOwed,
    Map<String, Sink> sinks,
    Map<String, Anchor> anchors) {
  public AuditVitals {
    sinks = Map.copyOf(sinks);
    anchors = Map.copyOf(anchors);
  }

  /**
   * How far behind a sink is.
   *
   * @param unshipped signed records that it is not known to have
   * @param lag since the first of them was signed; zero when there are none
   */
  public record Sink(long unshipped, Duration lag) {}

  /**
   * How far an anchor has come.
   *
   * @param size records below its last deposit
   * @param age since that; null before the first of this process
   */
  public record Anchor(long size, @Nullable Duration age) {}
}
