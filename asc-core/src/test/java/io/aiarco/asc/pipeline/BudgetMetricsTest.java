package io.aiarco.asc.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.telemetry.Telemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetMetricsTest {
  private static final Unit USD = Unit.money(Currency.USD);
  private static final Account TENANT = new Account(USD, "tenant/acme", "total~always");
  private static final Account TEAM = new Account(USD, "tenant/acme/team/a", "total~always");
  private static final long DOLLAR = 1_000_000_000;

  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final BudgetMetrics metrics =
      new BudgetMetrics(
          Telemetry.of(
              OpenTelemetrySdk.builder()
                  .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
                  .build()));

  @Test
  void aCallIsCountedOnceAndOverByTheAccountThatHeldLeast() {
    metrics.settled(
        List.of(
            new HoldLine(USD, 2 * DOLLAR, List.of(TENANT)),
            new HoldLine(USD, DOLLAR, List.of(TEAM)),
            new HoldLine(USD, DOLLAR / 2, List.of(TENANT, TEAM)),
            new HoldLine(Unit.REQUESTS, 1, List.of())),
        List.of(new HoldLine(USD, 3 * DOLLAR, List.of(TENANT, TEAM))));

    assertEquals(
        Map.of("asc.budget.held", 2.5, "asc.budget.spent", 3.0, "asc.budget.overrun", 1.5),
        collected());
  }

  @Test
  void whatCallsInFlightCouldUseBeyondTheirHoldsGoesWhenTheyEnd() {
    Map<Unit, Long> beyond = Map.of(USD, 4 * DOLLAR);
    metrics.begins(beyond);
    metrics.begins(beyond);
    metrics.ends(beyond);
    assertEquals(4.0, collected().get("asc.budget.exposure"));
    metrics.ends(beyond);
    assertEquals(0.0, collected().get("asc.budget.exposure"));
  }

  private Map<String, Double> collected() {
    Map<String, Double> all = new HashMap<>();
    reader
        .collectAllMetrics()
        .forEach(
            metric ->
                metric
                    .getDoubleSumData()
                    .getPoints()
                    .forEach(point -> all.put(metric.getName(), point.getValue())));
    return all;
  }
}
