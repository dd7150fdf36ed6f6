package io.aiarco.asc.call;

/**
 * One place a request can go: a model of a provider in a region. Written {@code
 * provider/model@region}. Immutable.
 */
public record EndpointId(ProviderId provider, ModelName model, Region region) {
  @Override
  public String toString() {
    return provider + "/" + model + "@" + region;
  }
}
