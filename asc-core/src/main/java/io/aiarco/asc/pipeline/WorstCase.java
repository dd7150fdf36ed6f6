package io.aiarco.asc.pipeline;

import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.route.UsageBound;
import io.aiarco.asc.usage.Usage;
import java.time.Instant;
import java.util.Optional;

/** The most a planned call can use at one endpoint. A pure function of the plan. */
final class WorstCase {
  private WorstCase() {}

  /** In tokens, at one endpoint of a plan. */
  static Usage usage(Exchange.Planned planned, ModelEndpoint endpoint) {
    return UsageBound.of(
        planned.plan().inputTokens(), planned.received().request(), endpoint.capabilities());
  }

  /** The most money that {@code bound} of a request can cost at one endpoint. */
  static Optional<Money> money(
      PriceBook prices, EndpointId endpoint, Instant at, Usage bound, ModelRequest request) {
    Optional<Money> read = prices.most(endpoint, at, bound);
    Optional<Money> written =
        UsageBound.cached(bound, request).flatMap(cached -> prices.most(endpoint, at, cached));
    return written.isPresent() && read.isPresent() && written.get().compareTo(read.get()) > 0
        ? written
        : read;
  }
}
