package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Scope;
import io.aiarco.asc.budget.TagRule;
import io.aiarco.asc.budget.prices.PriceTable;
import io.aiarco.asc.call.DataClass;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TeamId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.gateway.yaml.Problems;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import io.aiarco.asc.policy.Unsupported;
import io.aiarco.asc.policy.rules.Narrowing;
import io.aiarco.asc.policy.rules.TenantRules;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles {@code tenants}: what each may use, where, and for how much. Single-thread. */
final class TenantSection {
  private static final String MODELS = "a list of models, such as [support] or [draft-*]";
  private static final String REGIONS = "a list of regions";

  private final Problems problems;
  private final ProviderSection providers;
  private final ModelSection models;
  private final PriceTable prices;
  private final PriceRows priceRows;
  private final List<Limit> organisation;
  private final Map<String, TagRule> tags;
  private final Map<TenantId, Map<String, TagRule>> ownTags = new LinkedHashMap<>();
  private final List<InnerBudgets.Caller> callers = new ArrayList<>();
  private final Map<TenantId, TenantRules> rules = new LinkedHashMap<>();
  private final Map<String, Set<String>> teams = new LinkedHashMap<>();
  private final TenantAuditSection audit;
  private final List<Limit> limits = new ArrayList<>();
  private final OverdraftSection overdrafts;
  private final Map<TenantId, PriceTable> own = new LinkedHashMap<>();
  private final Map<String, List<SoftSection.Downgrade>> downgrades = new LinkedHashMap<>();
  private final Set<Priced> mustHavePrice = new LinkedHashSet<>();

  /** An endpoint that must have a price, and in which book. */
  record Priced(ModelSection.Target target, PriceTable book) {}

  /**
   * @param organisation the limits of all tenants together, and for each of them
   * @param tags what is asked of all tenants' tags
   * @param overdrafts reads those of tenants' and teams' budgets
   */
  TenantSection(
      Problems problems,
      ProviderSection providers,
      ModelSection models,
      PriceTable prices,
      PriceRows priceRows,
      List<Limit> organisation,
      Map<String, TagRule> tags,
      OverdraftSection overdrafts,
      TenantAuditSection audit) {
    this.problems = problems;
    this.providers = providers;
    this.models = models;
    this.prices = prices;
    this.priceRows = priceRows;
    this.organisation = organisation;
    this.tags = tags;
    this.overdrafts = overdrafts;
    this.audit = audit;
  }

  void compile(YamlMap root) {
    YamlMap members = root.requireNames("tenants", "a mapping of at least one tenant");
    if (members == null) {
      return;
    }
    for (Map.Entry<String, YamlValue> member : members.members().entrySet()) {
      String name = member.getKey();
      teams.put(name, new LinkedHashSet<>());
      TenantId id = Names.read(TenantId::new, name, members.keyPlace(name), problems);
      YamlMap map = member.getValue().map("models, regions and budget");
      if (id != null && map != null) {
        tenant(id, map);
      }
    }
  }

  /** What each tenant is granted. */
  Map<TenantId, TenantRules> rules() {
    return rules;
  }

  /** All tenants' names with their teams', of those too that have problems of their own. */
  Map<String, Set<String>> teams() {
    return teams;
  }

  List<Limit> limits() {
    return limits;
  }

  /** Endpoints that a tenant with a budget of money can reach. */
  Set<Priced> mustHavePrice() {
    return mustHavePrice;
  }

  /** Callers that have budgets of their own. */
  List<InnerBudgets.Caller> callers() {
    return callers;
  }

  /** What is asked of the tags of tenants that ask for more or other ones. */
  Map<TenantId, Map<String, TagRule>> ownTags() {
    return ownTags;
  }

  /** The books of tenants that have prices of their own. */
  Map<TenantId, PriceTable> prices() {
    return own;
  }

  private void tenant(TenantId id, YamlMap map) {
    Set<Region> regions = regions(map.require("regions", REGIONS));
    List<ModelPattern> granted = models(map.require("models", MODELS), regions);
    String scope = Scope.of("tenant", id.value());
    List<Limit> limited = new ArrayList<>();
    YamlValue budget = map.require("budget", BudgetSection.EXPECTED);
    if (budget != null) {
      limited.addAll(limits(budget, scope));
    }
    Map<TeamId, Narrowing> narrowings = teams(id, map.get("teams"), scope, limited);
    if (budget != null) {
      requireRecordable(budget, limited);
    }
    Map<DataClass, Set<Region>> classes = classes(map.get("classes"));
    Unsupported unsupported = unsupported(map.get("unsupported"));
    List<Limit> binding = new ArrayList<>(limited);
    binding.addAll(organisation);
    audit.compile(id, map.get("audit"), binding);
    Map<String, TagRule> more = AttributionSection.compile(map.get("attribution"));
    if (!more.isEmpty()) {
      Map<String, TagRule> all = new LinkedHashMap<>(tags);
      all.putAll(more);
      ownTags.put(id, all);
    }
    PriceTable book = prices;
    YamlValue rows = map.get("prices");
    if (rows != null) {
      book = priceRows.before(prices, rows);
      own.put(id, book);
    }
    map.done();
    DowngradeCheck check =
        new DowngradeCheck(models, List.of(granted), regions, book, models.now());
    check.all(downgradesOf(scope));
    narrowings.forEach(
        (team, narrowing) ->
            check.within(narrowing).all(downgradesOf(teamScope(scope, team.value()))));
    limits.addAll(limited);
    if (limited.stream().anyMatch(TenantSection::isOfMoney)
        || organisation.stream().anyMatch(TenantSection::isOfMoney)) {
      PriceTable priced = book;
      for (ModelPattern pattern : granted) {
        models.targets(pattern).stream()
            .filter(target -> regions.contains(target.endpoint().id().region()))
            .map(target -> new Priced(target, priced))
            .forEach(mustHavePrice::add);
      }
    }
    rules.put(id, new TenantRules(granted, regions, narrowings, classes, unsupported));
  }

  /** The tenant's budget, with those of the accounts inside it. */
  private List<Limit> limits(YamlValue budget, String scope) {
    InnerBudgets inner =
        new InnerBudgets(
            scope,
            prices.currency(),
            Map.of("provider", providers.names(), "model", models.targetNames()),
            List.of("team", "caller", "session", "provider", "model"));
    List<Limit> found =
        new BudgetSection(scope, prices.currency(), ZoneOffset.UTC, inner, downgradesOf(scope))
            .with(overdrafts)
            .compile(budget);
    callers.addAll(inner.callers());
    return found;
  }

  /** An audit record lists every account that a call holds on. */
  private void requireRecordable(YamlValue budget, List<Limit> limited) {
    List<Limit> all = new ArrayList<>(organisation);
    all.addAll(limited);
    overdrafts.found().stream()
        .filter(
            overdraft ->
                limited.stream().anyMatch(limit -> limit.scope().equals(overdraft.scope())))
        .forEach(overdraft -> all.add(overdraft.limit()));
    CallAccounts most = new CallAccounts(all);
    if (most.accounts() > HoldLine.MOST_ACCOUNTS || most.lines() > HoldLine.MOST_LINES) {
      budget.refuseUnseen(
          most.accounts() + " accounts in " + most.lines() + " lines, for one call",
          "at most %d in %d, those of the organisation among them"
              .formatted(HoldLine.MOST_ACCOUNTS, HoldLine.MOST_LINES));
    }
  }

  private static boolean isOfMoney(Limit limit) {
    return limit.unit().isMoney();
  }

  private Map<TeamId, Narrowing> teams(
      TenantId tenant, @Nullable YamlValue section, String scope, List<Limit> limits) {
    YamlMap members = section == null ? null : section.map("a mapping of teams");
    if (members == null) {
      return Map.of();
    }
    Map<TeamId, Narrowing> narrowings = new LinkedHashMap<>();
    for (Map.Entry<String, YamlValue> member : members.members().entrySet()) {
      String name = member.getKey();
      teams.computeIfAbsent(tenant.value(), none -> new LinkedHashSet<>()).add(name);
      TeamId team = Names.read(TeamId::new, name, members.keyPlace(name), problems);
      YamlMap map = member.getValue().map("models, regions or budget, or {} for all the tenant's");
      if (team == null || map == null) {
        continue;
      }
      YamlValue regions = map.get("regions");
      YamlValue models = map.get("models");
      YamlValue budget = map.get("budget");
      narrowings.put(
          team,
          new Narrowing(
              models == null ? null : models(models, null),
              regions == null ? null : regions(regions)));
      if (budget != null) {
        String inside = teamScope(scope, name);
        limits.addAll(
            new BudgetSection(inside, prices.currency(), ZoneOffset.UTC, null, downgradesOf(inside))
                .with(overdrafts)
                .compile(budget));
      }
      map.done();
    }
    return narrowings;
  }

  private List<SoftSection.Downgrade> downgradesOf(String scope) {
    return downgrades.computeIfAbsent(scope, none -> new ArrayList<>());
  }

  private static String teamScope(String tenant, String team) {
    return Scope.within(tenant, "team", team);
  }

  private Map<DataClass, Set<Region>> classes(@Nullable YamlValue section) {
    String expected = "a mapping of data classes, such as {phi: [eu-west]}";
    YamlMap members = section == null ? null : section.map(expected);
    if (members == null) {
      return Map.of();
    }
    Map<DataClass, Set<Region>> classes = new LinkedHashMap<>();
    members
        .members()
        .forEach(
            (name, value) -> {
              DataClass dataClass =
                  Names.read(DataClass::new, name, members.keyPlace(name), problems);
              Set<Region> regions = regions(value);
              if (dataClass != null) {
                classes.put(dataClass, regions);
              }
            });
    return classes;
  }

  private static Unsupported unsupported(@Nullable YamlValue value) {
    Unsupported named = value == null ? null : Spelling.oneOf(value, Unsupported.class);
    return named == null ? Unsupported.REFUSE : named;
  }

  private Set<Region> regions(@Nullable YamlValue list) {
    Set<Region> regions = new LinkedHashSet<>();
    if (list == null) {
      return regions;
    }
    List<String> known = providers.regions().stream().map(Region::value).toList();
    String expected = Names.oneOf("a region of a provider", known);
    for (YamlValue item : list.list(REGIONS)) {
      Region region = item.as(Region::new, expected);
      if (region != null && !providers.regions().contains(region)) {
        item.refuse(expected, known);
      }
      if (region != null) {
        regions.add(region);
      }
    }
    return regions;
  }

  /**
   * The patterns of a list.
   *
   * @param regions where a target of each is wanted; null when that was looked at before
   */
  private List<ModelPattern> models(@Nullable YamlValue list, @Nullable Set<Region> regions) {
    List<ModelPattern> patterns = new ArrayList<>();
    if (list == null) {
      return patterns;
    }
    String expected = Names.oneOf("a model", models.names());
    for (YamlValue item : list.list(MODELS)) {
      ModelPattern pattern = item.as(ModelPattern::new, expected);
      if (pattern == null) {
        continue;
      }
      patterns.add(pattern);
      if (!meansSomething(pattern)) {
        item.refuse(expected, models.names());
      } else if (regions != null) {
        resident(item, pattern, regions);
      }
    }
    return patterns;
  }

  private boolean meansSomething(ModelPattern pattern) {
    String text = pattern.value();
    return pattern.isPrefix()
        ? models.names().stream()
            .anyMatch(name -> name.startsWith(text.substring(0, text.length() - 1)))
        : models.names().contains(text);
  }

  private void resident(YamlValue item, ModelPattern pattern, Set<Region> regions) {
    List<Region> served =
        models.targets(pattern).stream()
            .map(target -> target.endpoint().id().region())
            .distinct()
            .toList();
    if (!served.isEmpty() && !regions.isEmpty() && served.stream().noneMatch(regions::contains)) {
      item.refuse("a model with a target in " + regions + "; this one has only " + served);
    }
  }
}
