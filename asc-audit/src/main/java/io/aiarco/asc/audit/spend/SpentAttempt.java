package io.aiarco.asc.audit.spend;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt used and cost, as its outcome tells it. Immutable.
 *
 * @param endpoint where it went; null of a call whose process died before it said so
 * @param served the model the provider says it used; empty when it does not
 * @param requestId the provider's own id of the request; empty without one
 * @param failure why it produced nothing; empty when it did
 * @param cost null when nothing was charged, or there is no price
 */
public record SpentAttempt(
    @Nullable EndpointId endpoint,
    String served,
    String requestId,
    String failure,
    Usage usage,
    @Nullable Cost cost) {
  /** Whether it was charged to somebody or used, and yields nothing. */
  boolean isWasted() {
    return !failure.isEmpty();
  }
}
