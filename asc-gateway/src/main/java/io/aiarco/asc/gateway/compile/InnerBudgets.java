package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.Scope;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import io.aiarco.asc.money.Currency;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles what a budget says of the accounts inside its own: for each name of a kind, and for
 * names by themselves. Single-thread.
 */
final class InnerBudgets {
  private static final String EACH = "kinds and their budgets, such as {session: {day: 2 USD}}";
  private static final String NAMED = "names and their budgets";
  private static final String TAGS = "tags and their values' budgets";
  private static final String KEY = "1 to 64 of a-z 0-9 . _ -";

  private final @Nullable String tenant;
  private final Currency currency;
  private final Map<String, Collection<String>> named;
  private final List<String> kinds;
  private final List<Limit> limits = new ArrayList<>();
  private final List<Caller> callers = new ArrayList<>();

  /** A caller with a budget of its own, and where that is written. */
  record Caller(String scope, YamlMap written, String id) {}

  /**
   * @param tenant the scope around; null for the organisation
   * @param named kinds whose names may have budgets of their own, and those names
   * @param kinds kinds whose each name may have a budget
   */
  InnerBudgets(
      @Nullable String tenant,
      Currency currency,
      Map<String, Collection<String>> named,
      List<String> kinds) {
    this.tenant = tenant;
    this.currency = currency;
    this.named = named;
    this.kinds = kinds;
  }

  List<Limit> compile(YamlMap budget, ZoneId zone) {
    YamlValue each = budget.get("each");
    YamlMap members = each == null ? null : each.map(EACH);
    if (members != null) {
      for (String kind : kinds) {
        each(kind, members.get(kind), zone);
      }
      tags(members.get("tag"), zone, true);
      members.done();
    }
    if (tenant != null) {
      callers(budget.get("callers"), zone);
    }
    named.forEach((kind, names) -> named(kind, names, budget.get(kind + "s"), zone));
    tags(budget.get("tags"), zone, false);
    return limits;
  }

  private void each(String kind, @Nullable YamlValue value, ZoneId zone) {
    if (value != null) {
      List<Limit> found = leaf(eachOf(kind), value, zone);
      if (kind.equals("session") && found.stream().anyMatch(InnerBudgets::isEndless)) {
        value.refuseUnseen(
            "a total for sessions, which never end",
            "minute, hour, day, week, month, quarter, year or rolling");
      }
    }
  }

  /** There are ever new sessions; an account without an end would be kept for each. */
  private static boolean isEndless(Limit limit) {
    return limit.period() == Period.TOTAL;
  }

  private void named(
      String kind, Collection<String> names, @Nullable YamlValue section, ZoneId zone) {
    YamlMap members = section == null ? null : section.map(NAMED);
    if (members == null) {
      return;
    }
    members
        .members()
        .forEach(
            (name, value) -> {
              if (names.contains(name)) {
                leaf(scope(kind, name), value, zone);
              } else {
                members.refuseKey(name, Names.oneOf("a " + kind, names), names);
              }
            });
  }

  /** Who they are is known later, when the keys have been read. */
  private void callers(@Nullable YamlValue section, ZoneId zone) {
    YamlMap members = section == null ? null : section.map(NAMED);
    if (members == null) {
      return;
    }
    members
        .members()
        .forEach(
            (id, value) -> {
              callers.add(new Caller(scope("caller", id), members, id));
              leaf(scope("caller", id), value, zone);
            });
  }

  /** Those with budgets of their own. */
  List<Caller> callers() {
    return callers;
  }

  private void tags(@Nullable YamlValue section, ZoneId zone, boolean each) {
    YamlMap keys = section == null ? null : section.map(TAGS);
    if (keys == null) {
      return;
    }
    keys.members()
        .forEach(
            (key, value) -> {
              String kind = "tag/" + key;
              YamlMap values = each || !AttributionSection.isKey(key) ? null : value.map(NAMED);
              if (!AttributionSection.isKey(key)) {
                keys.refuseKey(key, KEY, List.of());
              } else if (each) {
                leaf(eachOf(kind), value, zone);
              } else if (values != null) {
                values.members().forEach((name, budget) -> leaf(scope(kind, name), budget, zone));
              }
            });
  }

  private List<Limit> leaf(String scope, YamlValue value, ZoneId zone) {
    List<Limit> found = new BudgetSection(scope, currency, zone, null).compile(value);
    limits.addAll(found);
    return found;
  }

  private String scope(String kind, String name) {
    return tenant == null ? Scope.of(kind, name) : Scope.within(tenant, kind, name);
  }

  private String eachOf(String kind) {
    return tenant == null ? Scope.each(kind) : Scope.eachWithin(tenant, kind);
  }
}
