package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.audit.ContentMode;
import io.aiarco.asc.audit.ContentModes;
import io.aiarco.asc.audit.Volatility;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code tenants.<name>.audit}: what is kept of content, and whether calls may go on
 * without records. The second weakens the log's first promise, so it loads only bounded, for a
 * while, where somebody is told, and where no record is needed for anything else. Single-thread.
 */
final class TenantAuditSection {
  private static final String WHEN_UNAVAILABLE =
      "refuse, or such as {volatile: 30s, calls: 1_000, expires: 2027-06-30T00:00:00Z}";
  private static final String LONGEST =
      "a duration such as 30s, at most " + Volatility.LONGEST.toMinutes() + "m";

  private final Instant now;
  private final Map<TenantId, ContentModes> contents = new LinkedHashMap<>();
  private final Map<TenantId, Volatility> volatiles = new LinkedHashMap<>();
  private final List<YamlValue> allowances = new ArrayList<>();

  TenantAuditSection(Instant now) {
    this.now = now;
  }

  void compile(TenantId tenant, @Nullable YamlValue section, List<Limit> limits) {
    YamlMap map = section == null ? null : section.map("prompt, reply or when-unavailable");
    if (map == null) {
      contents.put(tenant, ContentModes.NONE);
      return;
    }
    ContentModes modes = new ContentModes(mode(map.get("prompt")), mode(map.get("reply")));
    contents.put(tenant, modes);
    YamlValue otherwise = map.get("when-unavailable");
    map.done();
    if (otherwise != null && otherwise.isMap()) {
      allowances.add(otherwise);
      Volatility allowed = volatility(otherwise);
      if (limits.stream().anyMatch(Limit::isHardBudget)) {
        otherwise.refuseUnseen("of a tenant with a hard budget", "refuse");
      } else if (!modes.equals(ContentModes.NONE)) {
        otherwise.refuseUnseen("of a tenant whose prompts or replies are kept", "refuse");
      } else if (allowed != null) {
        volatiles.put(tenant, allowed);
      }
    } else if (otherwise != null) {
      otherwise.oneOf(List.of("refuse"), WHEN_UNAVAILABLE);
    }
  }

  private @Nullable Volatility volatility(YamlValue value) {
    YamlMap map = value.map(WHEN_UNAVAILABLE);
    if (map == null) {
      return null;
    }
    YamlValue longest = map.require("volatile", LONGEST);
    YamlValue most = map.require("calls", Spelling.rangeText(1, Volatility.MOST_CALLS));
    YamlValue end = map.require("expires", Spelling.INSTANT);
    map.done();
    Duration duration = longest == null ? null : longest.as(TenantAuditSection::longest, LONGEST);
    Integer calls =
        most == null
            ? null
            : most.as(
                Spelling.range(1, Volatility.MOST_CALLS),
                Spelling.rangeText(1, Volatility.MOST_CALLS));
    Instant expires = end == null ? null : end.as(Spelling::instant, Spelling.INSTANT);
    if (end != null && expires != null && !expires.isAfter(now)) {
      end.refuse("an instant to come");
      return null;
    }
    return duration == null || calls == null || expires == null
        ? null
        : new Volatility(calls, duration, expires);
  }

  private static Duration longest(String text) {
    Duration duration = Spelling.duration(text);
    if (duration.compareTo(Volatility.LONGEST) > 0) {
      throw new IllegalArgumentException(text);
    }
    return duration;
  }

  private static ContentMode mode(@Nullable YamlValue value) {
    ContentMode named = value == null ? null : Spelling.oneOf(value, ContentMode.class);
    return named == null ? ContentMode.NONE : named;
  }

  /** What is kept of each tenant's prompts and replies. */
  Map<TenantId, ContentModes> contents() {
    return contents;
  }

  /** Tenants whose calls may go on without records. */
  Map<TenantId, Volatility> volatiles() {
    return volatiles;
  }

  /** Refuses all of that where nobody would be told. */
  void refuseUntold(boolean somebodyIsTold) {
    if (!somebodyIsTold) {
      allowances.forEach(
          value -> value.refuseUnseen("told to nobody", "refuse, or a webhook in alerts"));
    }
  }
}
