package io.aiarco.asc.budget;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.TenantId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tags that calls must bear, so that all that is spent is somebody's.
 *
 * @param rules what is asked of each tag
 * @param ofTenants what is asked instead, of the calls of tenants with rules of their own.
 *     Immutable.
 */
public record Attribution(
    Map<String, TagRule> rules, Map<TenantId, Map<String, TagRule>> ofTenants) {
  /** Nothing is asked. */
  public static final Attribution NONE = new Attribution(Map.of(), Map.of());

  public Attribution {
    rules = inOrder(rules);
    Map<TenantId, Map<String, TagRule>> own = new HashMap<>();
    ofTenants.forEach((tenant, theirs) -> own.put(tenant, inOrder(theirs)));
    ofTenants = Collections.unmodifiableMap(own);
  }

  /**
   * What a tenant's call is booked under: its own tags, and {@link TagRule#UNATTRIBUTED} for each
   * that it should bear and does not, where that is allowed.
   */
  public CallContext booked(TenantId tenant, CallContext context) {
    CallContext booked = context;
    for (Map.Entry<String, TagRule> asked : asked(tenant).entrySet()) {
      String value = context.tags().values().get(asked.getKey());
      TagRule rule = asked.getValue();
      boolean right = value == null ? booked.tags().isFull() : rule.allows(value);
      if (rule.otherwiseUnattributed() && !right) {
        booked = booked.toBuilder().tag(asked.getKey(), TagRule.UNATTRIBUTED).build();
      }
    }
    return booked;
  }

  /**
   * Why a call with this booked context must be refused, if it must: the tag, and what it may be.
   */
  public Optional<Missing> missing(TenantId tenant, CallContext booked) {
    for (Map.Entry<String, TagRule> asked : asked(tenant).entrySet()) {
      String value = booked.tags().values().get(asked.getKey());
      TagRule rule = asked.getValue();
      boolean right = value != null && (rule.otherwiseUnattributed() || rule.allows(value));
      if (!right) {
        return Optional.of(new Missing(asked.getKey(), value != null, rule));
      }
    }
    return Optional.empty();
  }

  /**
   * A tag that a call does not bear as it should.
   *
   * @param wrong whether it has a value, which is not repeated here: callers choose it. Immutable.
   */
  public record Missing(String tag, boolean wrong, TagRule rule) {
    @Override
    public String toString() {
      return "tag "
          + tag
          + ": "
          + (wrong ? "another value" : "missing")
          + " (expected: "
          + (rule.values().isEmpty() ? "any value" : "one of " + String.join(", ", rule.values()))
          + ")";
    }
  }

  private Map<String, TagRule> asked(TenantId tenant) {
    return ofTenants.getOrDefault(tenant, rules);
  }

  private static Map<String, TagRule> inOrder(Map<String, TagRule> rules) {
    return Collections.unmodifiableMap(new TreeMap<>(rules));
  }
}
