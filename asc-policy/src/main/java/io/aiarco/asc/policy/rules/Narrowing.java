package io.aiarco.asc.policy.rules;

import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.Region;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a team may use of what its tenant may. It only ever takes away: what the tenant is not
 * granted stays denied. Immutable.
 *
 * @param models null for all the tenant's; empty for none
 * @param regions null for all the tenant's; empty for none
 */
public record Narrowing(@Nullable List<ModelPattern> models, @Nullable Set<Region> regions) {
  /** Takes nothing away. */
  public static final Narrowing NONE = new Narrowing(null, null);

  public Narrowing {
    models = models == null ? null : List.copyOf(models);
    regions = regions == null ? null : Set.copyOf(regions);
  }
}
