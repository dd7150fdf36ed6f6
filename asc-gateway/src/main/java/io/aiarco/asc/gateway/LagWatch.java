package io.aiarco.asc.gateway;

import io.aiarco.asc.audit.anchor.AnchorStatus;
import io.aiarco.asc.audit.ship.ShipStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells which of those outside are behind by more than they may be: a sink that lacks a signed
 * record for so long, or an anchor that has failed for so long. Single-thread: the journal's.
 */
final class LagWatch {
  private final Duration most;
  private final Map<String, Instant> failingSince = new HashMap<>();

  LagWatch(Duration most) {
    this.most = most;
  }

  /** Those that are behind, by name. */
  Optional<String> behind(List<ShipStatus> sinks, List<AnchorStatus> anchors, Instant now) {
    List<String> behind = new ArrayList<>();
    for (ShipStatus sink : sinks) {
      if (isBehind(sink.since(), now)) {
        behind.add("sink " + sink.name());
      }
    }
    for (AnchorStatus anchor : anchors) {
      if (anchor.failure() == null) {
        failingSince.remove(anchor.name());
      } else if (isBehind(failingSince.computeIfAbsent(anchor.name(), name -> now), now)) {
        behind.add("anchor " + anchor.name());
      }
    }
    return behind.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", behind));
  }

  private boolean isBehind(@Nullable Instant since, Instant now) {
    return since != null && Duration.between(since, now).compareTo(most) >= 0;
  }
}
