package io.aiarco.asc.provider;

import io.aiarco.asc.call.ModelName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which endpoints serve which model name, in the order they are preferred. Immutable. */
public final class ModelCatalog {
  private final Map<ModelName, List<ModelEndpoint>> endpoints;

  private ModelCatalog(Map<ModelName, List<ModelEndpoint>> endpoints) {
    this.endpoints = endpoints;
  }

  /** A catalog of these; the lists' order is the order of preference. */
  public static ModelCatalog of(Map<ModelName, List<ModelEndpoint>> endpoints) {
    Map<ModelName, List<ModelEndpoint>> copy = new LinkedHashMap<>();
    endpoints.forEach((model, list) -> copy.put(model, List.copyOf(list)));
    return new ModelCatalog(copy);
  }

  /** The endpoints of a model name; empty when it is unknown. */
  public List<ModelEndpoint> endpoints(ModelName model) {
    return endpoints.getOrDefault(model, List.of());
  }

  /** All model names. */
  public Set<ModelName> models() {
    return endpoints.keySet();
  }
}
