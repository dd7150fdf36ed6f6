package io.aiarco.asc.pipeline;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.call.EndpointId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns an operator when a provider says that it works elsewhere than configured: once per change,
 * not per call. Thread-safe.
 */
final class RegionWatch {
  private static final Logger log = LoggerFactory.getLogger(RegionWatch.class);

  /** What an attempt is seen as whose provider refuses to work where it is. */
  private static final String REFUSED = "refused";

  private final Map<EndpointId, String> elsewhere = new ConcurrentHashMap<>();

  /** What the provider says against the attempt's region; empty when it says nothing against it. */
  Optional<String> contradiction(Attempt attempt) {
    if (attempt.isElsewhere()) {
      String seen = attempt.regionSeen().orElse(REFUSED);
      if (!seen.equals(elsewhere.put(attempt.endpoint(), seen))) {
        log.warn("endpoint {}: provider says {} (expected: its region)", attempt.endpoint(), seen);
      }
      return Optional.of(seen);
    }
    if (attempt.regionSeen().isPresent() && elsewhere.remove(attempt.endpoint()) != null) {
      log.warn("endpoint {}: provider says its region again", attempt.endpoint());
    }
    return Optional.empty();
  }
}
