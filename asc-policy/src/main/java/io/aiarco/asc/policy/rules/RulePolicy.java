package io.aiarco.asc.policy.rules;

import io.aiarco.asc.call.DataClass;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TeamId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.policy.Constraints;
import io.aiarco.asc.policy.Decision;
import io.aiarco.asc.policy.Decision.Allow;
import io.aiarco.asc.policy.Decision.Deny;
import io.aiarco.asc.policy.PolicyEngine;
import io.aiarco.asc.policy.PolicyRequest;
import io.aiarco.asc.policy.Unsupported;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides by what each tenant, team and data class is granted. Rules only take away from the
 * tenant's grant, so their order does not matter, and what nobody granted is denied.
 *
 * <p>Rule ids are paths of the configuration, such as {@code tenants.acme.models}: whoever reads
 * one in a record or an error finds the line that decided. Immutable.
 */
public final class RulePolicy implements PolicyEngine {
  private final Map<TenantId, TenantRules> tenants;

  private RulePolicy(Map<TenantId, TenantRules> tenants) {
    this.tenants = Map.copyOf(tenants);
  }

  /** A policy of these tenants; all others are denied. */
  public static RulePolicy of(Map<TenantId, TenantRules> tenants) {
    return new RulePolicy(tenants);
  }

  @Override
  public Decision decide(PolicyRequest request) {
    TenantId tenant = request.grant().tenant();
    TenantRules rules = tenants.get(tenant);
    if (rules == null) {
      return deny("tenant: " + tenant + " has no rules (expected: a configured one)", "tenants");
    }
    return new Decider("tenants." + tenant, rules, request).decide();
  }

  private static Deny deny(String reason, String rule) {
    return new Deny(reason, List.of(rule));
  }

  /** One decision under way. Single-thread. */
  private static final class Decider {
    private final String path;
    private final TenantRules tenant;
    private final PolicyRequest request;
    private final List<String> decisive = new ArrayList<>(3);
    private Set<Region> regions;

    Decider(String path, TenantRules tenant, PolicyRequest request) {
      this.path = path;
      this.tenant = tenant;
      this.request = request;
      this.regions = tenant.regions();
    }

    Decision decide() {
      ModelName model = request.model();
      if (!granted(tenant.models(), model)) {
        return notGranted("tenant " + request.grant().tenant(), tenant.models(), path + ".models");
      }
      decisive.add(path + ".models");
      decisive.add(path + ".regions");
      TeamId team = request.grant().team().orElse(null);
      if (team != null) {
        Narrowing narrowing = tenant.teams().get(team);
        if (narrowing == null) {
          return deny(
              "team: " + team + " is not known (expected: " + oneOf(tenant.teams().keySet()) + ")",
              path + ".teams");
        }
        String teamPath = path + ".teams." + team;
        if (narrowing.models() != null) {
          if (!granted(narrowing.models(), model)) {
            return notGranted("team " + team, narrowing.models(), teamPath + ".models");
          }
          decisive.add(teamPath + ".models");
        }
        if (narrowing.regions() != null) {
          narrow(narrowing.regions(), teamPath + ".regions");
        }
      }
      DataClass dataClass = request.context().dataClass().orElse(null);
      if (dataClass != null) {
        Set<Region> allowed = tenant.dataClasses().get(dataClass);
        if (allowed == null) {
          return deny(
              "data class: "
                  + dataClass
                  + " is not known (expected: "
                  + oneOf(tenant.dataClasses().keySet())
                  + ")",
              path + ".classes");
        }
        narrow(allowed, path + ".classes." + dataClass);
      }
      if (tenant.unsupported() == Unsupported.DROP) {
        decisive.add(path + ".unsupported");
      }
      // No region left is no denial here: the router names the regions that serve the model.
      return new Allow(new Constraints(regions, tenant.unsupported()), decisive);
    }

    private void narrow(Set<Region> to, String rule) {
      regions = regions.stream().filter(to::contains).collect(Collectors.toUnmodifiableSet());
      decisive.add(rule);
    }

    private Deny notGranted(String whom, List<ModelPattern> models, String rule) {
      return deny(
          "model: "
              + request.model()
              + " is not granted to "
              + whom
              + " (expected: "
              + oneOf(models)
              + ")",
          rule);
    }

    private static boolean granted(List<ModelPattern> models, ModelName model) {
      for (ModelPattern pattern : models) {
        if (pattern.matches(model)) {
          return true;
        }
      }
      return false;
    }

    private static String oneOf(Collection<?> names) {
      return names.isEmpty()
          ? "none is configured"
          : names.stream()
              .map(Object::toString)
              .sorted()
              .collect(Collectors.joining(", ", "one of ", ""));
    }
  }
}
