package io.aiarco.asc.audit;

import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.DataClass;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.error.DeadlineException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What becomes of calls whose records the log does not take, or not in time. Who is not named here
 * is refused. Immutable.
 *
 * @param atMost how long a call waits for a record that must be durable before anything is sent
 * @param volatiles tenants whose calls may go on without records
 * @param refused data classes that are refused all the same, whoever's they are
 */
public record WhenUnavailable(
    Duration atMost, Map<TenantId, Volatility> volatiles, Set<DataClass> refused) {
  /** Refuses everybody. */
  public static final WhenUnavailable REFUSE =
      new WhenUnavailable(Duration.ofSeconds(10), Map.of(), Set.of());

  public WhenUnavailable {
    volatiles = Map.copyOf(volatiles);
    refused = Set.copyOf(refused);
  }

  /**
   * Waits for what must be durable before anything is sent: as long as the call has, and no longer
   * than {@code atMost}.
   *
   * @param receipt waits until the deadline it is given, and no longer
   * @throws AuditUnavailableException when {@code atMost} is over; the record may become durable
   *     all the same
   */
  public <T> T await(Function<Deadline, T> receipt, Deadline deadline, Clock clock) {
    Deadline bound = deadline.orSooner(atMost, clock);
    try {
      return receipt.apply(bound);
    } catch (DeadlineException e) {
      if (bound.equals(deadline)) {
        throw e;
      }
      throw new AuditUnavailableException(
          "record: not durable within " + atMost + " (expected: in time)", e);
    }
  }

  /** How far a call may go on without records; empty where it may not at all. */
  public Optional<Volatility> volatility(TenantId tenant, CallContext context, List<Limit> limits) {
    boolean vetoed =
        context.dataClass().filter(refused::contains).isPresent()
            || limits.stream().anyMatch(Limit::isHardBudget);
    return vetoed ? Optional.empty() : Optional.ofNullable(volatiles.get(tenant));
  }
}
