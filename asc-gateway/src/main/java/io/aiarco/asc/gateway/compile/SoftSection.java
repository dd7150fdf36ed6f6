package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.budget.Enforcement;
import io.aiarco.asc.budget.SoftAction;
import io.aiarco.asc.budget.Threshold;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code hard} and {@code soft} of one limit. The downgrades and throttles of all limits
 * it is given are kept, to be compared with what else the file says. Single-thread.
 */
final class SoftSection {
  private static final String STEPS =
      "a list of steps such as {at: 80%, do: alert}, percents ascending";
  private static final String ACTION =
      "alert, deny, {throttle: 10 per minute} or {downgrade: MODEL}";
  private static final String THROTTLE = "so many requests, such as 10 per minute";
  private static final String MODEL = "a model that is granted and costs less";
  private static final Pattern PER_MINUTE = Pattern.compile("([0-9_]+) per minute");
  private static final int MOST_PERCENT_HARD = 100;
  private static final int MOST_PERCENT_SOFT = 1000;

  private final boolean alertsOnly;
  private final @Nullable List<Downgrade> downgrades;
  private @Nullable Integer perMinute;

  /**
   * @param alertsOnly whether nothing else can be done: of a provider or a model, which are not
   *     known yet when steps are taken
   * @param downgrades where they go; null where there can be none
   */
  SoftSection(boolean alertsOnly, @Nullable List<Downgrade> downgrades) {
    this.alertsOnly = alertsOnly;
    this.downgrades = downgrades;
  }

  /**
   * A downgrade and where it stands.
   *
   * @param before where an earlier step of the same limit leads; null for nowhere
   */
  record Downgrade(YamlValue written, ModelName to, @Nullable ModelName before) {}

  /** {@code limit}: the mapping with the keys. */
  Enforcement compile(YamlMap limit, Unit unit) {
    YamlValue flag = limit.get("hard");
    Boolean named = flag == null ? null : flag.as(Spelling::flag, "true or false");
    boolean hard = named == null || named;
    YamlValue list = limit.get("soft");
    List<Threshold> thresholds = new ArrayList<>();
    boolean denied = false;
    for (YamlValue item : list == null ? List.<YamlValue>of() : list.list(STEPS)) {
      YamlMap step = item.map("at and do");
      if (step == null) {
        continue;
      }
      int after = thresholds.isEmpty() ? 0 : thresholds.get(thresholds.size() - 1).percent();
      Integer percent = percent(step, after, hard);
      YamlValue what = step.require("do", ACTION);
      SoftAction action = what == null ? null : action(what, unit, thresholds);
      step.done();
      if (what == null || action == null) {
        continue;
      }
      if (denied && !(action instanceof SoftAction.Alert)) {
        what.refuse("alert, since a step before it denies all calls");
      } else if (alertsOnly && !(action instanceof SoftAction.Alert)) {
        what.refuse("alert: where a call goes is known only after steps were taken");
      }
      denied |= action instanceof SoftAction.Deny;
      if (percent != null) {
        thresholds.add(new Threshold(percent, action));
      }
    }
    return new Enforcement(hard, thresholds);
  }

  private static @Nullable Integer percent(YamlMap step, int after, boolean hard) {
    int most = hard ? MOST_PERCENT_HARD : MOST_PERCENT_SOFT;
    String expected =
        "a whole percentage from "
            + (after + 1)
            + "% to "
            + most
            + "%"
            + (after == 0 ? "" : ", above the step before")
            + (hard ? ", since a hard limit is not passed" : "");
    YamlValue at = step.require("at", expected);
    return at == null
        ? null
        : at.as(
            text -> {
              if (!text.endsWith("%")) {
                throw new IllegalArgumentException(text);
              }
              return Spelling.range(after + 1, most).apply(text.substring(0, text.length() - 1));
            },
            expected);
  }

  private @Nullable SoftAction action(YamlValue what, Unit unit, List<Threshold> before) {
    if (!what.isMap()) {
      String word = what.oneOf(List.of("alert", "deny"), ACTION);
      if (word == null) {
        return null;
      }
      return word.equals("alert") ? new SoftAction.Alert() : new SoftAction.Deny();
    }
    YamlMap map = what.map(ACTION);
    if (map == null) {
      return null;
    }
    YamlValue throttle = map.get("throttle");
    YamlValue downgrade = map.get("downgrade");
    map.done();
    if ((throttle == null) == (downgrade == null)) {
      what.refuse(ACTION);
      return null;
    }
    return throttle == null ? downgrade(downgrade, unit, before) : throttle(throttle);
  }

  private @Nullable SoftAction throttle(YamlValue value) {
    Integer rate =
        value.as(
            text -> {
              Matcher matcher = PER_MINUTE.matcher(text);
              if (!matcher.matches()) {
                throw new IllegalArgumentException(text);
              }
              return Spelling.range(1, 1_000_000).apply(matcher.group(1));
            },
            THROTTLE);
    if (rate != null && perMinute != null && !rate.equals(perMinute)) {
      value.refuse(perMinute + " per minute, as before in this budget: it has one throttle");
      return null;
    }
    perMinute = rate;
    return rate == null ? null : new SoftAction.Throttle(rate);
  }

  private @Nullable SoftAction downgrade(
      @Nullable YamlValue value, Unit unit, List<Threshold> before) {
    ModelName to = value == null ? null : value.as(ModelName::new, MODEL);
    if (value == null || to == null) {
      return null;
    }
    if (!unit.isMoney()) {
      value.refuse("alert, deny or a throttle: another model saves money, not " + unit);
      return null;
    }
    if (downgrades == null) {
      value.refuse("alert, deny or a throttle, but for a tenant's or a team's own limits");
      return null;
    }
    ModelName last = null;
    for (Threshold step : before) {
      last = step.action() instanceof SoftAction.Downgrade earlier ? earlier.to() : last;
    }
    downgrades.add(new Downgrade(value, to, last));
    return new SoftAction.Downgrade(to);
  }
}
