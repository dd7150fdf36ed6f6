package io.aiarco.asc.policy.rules;

import io.aiarco.asc.call.DataClass;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TeamId;
import io.aiarco.asc.policy.Unsupported;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one tenant may use. Immutable.
 *
 * @param models the models it is granted; empty for none
 * @param regions where its content may be processed; empty for nowhere
 * @param teams its teams, each with what it takes away; a caller of another team is denied
 * @param dataClasses where content of a class may be processed, among {@code regions}; a call that
 *     declares another class is denied, one that declares none may use all {@code regions}
 * @param unsupported what happens to settings an endpoint has no words for
 */
public record TenantRules(
    List<ModelPattern> models,
    Set<Region> regions,
    Map<TeamId, Narrowing> teams,
    Map<DataClass, Set<Region>> dataClasses,
    Unsupported unsupported) {
  public TenantRules {
    models = List.copyOf(models);
    regions = Set.copyOf(regions);
    teams = Map.copyOf(teams);
    dataClasses = Map.copyOf(dataClasses);
  }

  /** The rules of a tenant without teams and data classes, for whom nothing is left out. */
  public static TenantRules of(List<ModelPattern> models, Set<Region> regions) {
    return new TenantRules(models, regions, Map.of(), Map.of(), Unsupported.REFUSE);
  }
}
