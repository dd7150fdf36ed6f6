package io.aiarco.asc.route;

import io.aiarco.asc.provider.ModelEndpoint;
import java.util.List;

/** Orders the endpoints that may serve a call. A pure function; thread-safe. */
public interface RoutingStrategy {
  /** Keeps the catalog's order: the first is preferred, the others stand by. */
  RoutingStrategy PRIORITY = endpoints -> endpoints;

  /** The same endpoints, best first. */
  List<ModelEndpoint> order(List<ModelEndpoint> endpoints);
}
