package io.aiarco.asc.provider;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.Region;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One endpoint of the catalog.
 *
 * @param id provider, the provider's name of the model, region
 * @param credential id of the credential to call it with
 * @param seenAs further words of its provider for that region, as {@link Region#spelling} writes
 *     them
 * @param lifecycle how long it may be used. Immutable.
 */
public record ModelEndpoint(
    EndpointId id,
    String credential,
    Capabilities capabilities,
    Set<String> seenAs,
    Lifecycle lifecycle) {
  public ModelEndpoint {
    seenAs = Set.copyOf(seenAs);
  }

  /** An endpoint for ever, whose provider has no other word for its region. */
  public ModelEndpoint(EndpointId id, String credential, Capabilities capabilities) {
    this(id, credential, capabilities, Set.of(), Lifecycle.OPEN);
  }

  /** The same endpoint, its region known to the provider by these words too. */
  public ModelEndpoint seenAs(Collection<String> words) {
    return new ModelEndpoint(
        id,
        credential,
        capabilities,
        words.stream().map(Region::spelling).collect(Collectors.toUnmodifiableSet()),
        lifecycle);
  }

  /** The same endpoint, for as long as {@code other} says. */
  public ModelEndpoint over(Lifecycle other) {
    return new ModelEndpoint(id, credential, capabilities, seenAs, other);
  }

  /** Whether a provider that says it worked in {@code seen} worked where this endpoint is. */
  public boolean isIn(String seen) {
    return seenAs.contains(seen) || Region.spelling(id.region().value()).equals(seen);
  }
}
