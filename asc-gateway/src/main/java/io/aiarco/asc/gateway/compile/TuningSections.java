package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.breaker.BreakerConfig;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import io.aiarco.asc.provider.Timeouts;
import io.aiarco.asc.route.FailoverRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code route}, {@code breaker} and {@code idempotency}: sections of numbers and
 * switches, each with a default, so that a file may leave them out.
 */
final class TuningSections {
  private TuningSections() {}

  static RouteConfig route(YamlMap root) {
    YamlMap map =
        section(root, "route", "connect, first-token, inter-chunk, deadline or longer-context");
    if (map == null) {
      return RouteConfig.STANDARD;
    }
    Timeouts usual = Timeouts.STANDARD;
    Timeouts timeouts =
        new Timeouts(
            duration(map, "connect", usual.connect()),
            duration(map, "first-token", usual.firstToken()),
            duration(map, "inter-chunk", usual.interChunk()),
            duration(map, "deadline", usual.deadline()));
    FailoverRules failover =
        new FailoverRules(flag(map, "longer-context", FailoverRules.STANDARD.longerContext()));
    map.done();
    return new RouteConfig(timeouts, failover);
  }

  static BreakerConfig breaker(YamlMap root) {
    BreakerConfig usual = BreakerConfig.STANDARD;
    YamlMap map = section(root, "breaker", "failure-percent, window, open-for, trials");
    if (map == null) {
      return usual;
    }
    BreakerConfig breaker =
        new BreakerConfig(
            number(map, "failure-percent", 1, 100, usual.failurePercent()),
            number(map, "window", 1, 100_000, usual.window()),
            duration(map, "open-for", usual.openFor()),
            number(map, "trials", 1, 1_000, usual.trials()),
            number(map, "parallel-per-provider", 1, 1_000_000, usual.parallelPerProvider()));
    map.done();
    return breaker;
  }

  static IdempotencyConfig idempotency(YamlMap root) {
    IdempotencyConfig usual = IdempotencyConfig.STANDARD;
    YamlMap map = section(root, "idempotency", "window or max-entries");
    if (map == null) {
      return usual;
    }
    IdempotencyConfig idempotency =
        new IdempotencyConfig(
            duration(map, "window", usual.window()),
            number(map, "max-entries", 1, 10_000_000, usual.maxEntries()));
    map.done();
    return idempotency;
  }

  private static @Nullable YamlMap section(YamlMap root, String key, String expected) {
    YamlValue value = root.get(key);
    return value == null ? null : value.map(expected);
  }

  private static Duration duration(YamlMap map, String key, Duration otherwise) {
    YamlValue value = map.get(key);
    Duration duration = value == null ? null : value.as(Spelling::duration, Spelling.DURATION);
    return duration == null ? otherwise : duration;
  }

  private static boolean flag(YamlMap map, String key, boolean otherwise) {
    YamlValue value = map.get(key);
    Boolean flag = value == null ? null : value.as(Spelling::flag, "true or false");
    return flag == null ? otherwise : flag;
  }

  private static int number(YamlMap map, String key, int min, int max, int otherwise) {
    YamlValue value = map.get(key);
    Integer number =
        value == null ? null : value.as(Spelling.range(min, max), Spelling.rangeText(min, max));
    return number == null ? otherwise : number;
  }
}
