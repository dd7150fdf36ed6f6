package io.aiarco.asc.pipeline;

import io.aiarco.asc.audit.IntentPermit;
import io.aiarco.asc.breaker.BreakerPermit;
import io.aiarco.asc.breaker.BreakerState;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Overdraft;
import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.budget.Scope;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Cancellation;
import io.aiarco.asc.call.Criticality;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.Warning;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.policy.Decision;
import io.aiarco.asc.policy.Verdict;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.provider.ProviderStream;
import io.aiarco.asc.route.RoutePlan;
import io.aiarco.asc.snapshot.Snapshot;
import io.aiarco.asc.telemetry.CallTelemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A call as far as it has come. Each phase holds the one before, so a step can ask for no more than
 * what must be known by then: routing before admission does not compile. Immutable.
 */
sealed interface Exchange {

  /** It has a name, a deadline and the configuration it will be judged by. */
  record Received(
      CallId call,
      ModelRequest request,
      CallerCredential credential,
      boolean streamed,
      Instant at,
      Deadline deadline,
      Snapshot snapshot,
      Settlement settlement,
      Cancellation cancellation,
      CallTelemetry telemetry)
      implements Exchange {}

  /** The caller is known. */
  record Identified(Received received, Grant grant, CallRecord record) implements Exchange {}

  /** The caller may do this. */
  record Admitted(Identified identified, Decision.Allow decision, List<Verdict> verdicts)
      implements Exchange {
    Received received() {
      return identified.received();
    }

    /** What the tenant's calls are priced with. */
    PriceBook prices() {
      return received().snapshot().prices().of(identified.grant().tenant());
    }
  }

  /**
   * It is known where it may go, and which limits bind its caller, wherever it goes. Sent to
   * another model than was asked for, {@code admitted} is the admission for that one, and a warning
   * says so.
   *
   * @param read what the plan hangs on besides {@code states}, for the record
   */
  record Planned(
      Admitted admitted,
      RoutePlan plan,
      List<Limit> limits,
      Map<EndpointId, BreakerState> states,
      Map<String, String> read,
      List<Warning> warnings)
      implements Exchange {
    Received received() {
      return admitted.received();
    }

    /** The limits on one endpoint's provider and model. */
    List<Limit> limitsOf(EndpointId endpoint) {
      Limits all = received().snapshot().limits();
      return all.areByEndpoint()
          ? all.of(Scope.of(admitted.identified().grant().tenant(), endpoint))
          : List.of();
    }

    /**
     * The same, past the endpoints that {@code full} is an account of; empty when that leaves none,
     * and when it is one of the caller's, which has no room anywhere.
     */
    Optional<Planned> past(Account full) {
      Set<EndpointId> dropped = new HashSet<>();
      for (ModelEndpoint endpoint : plan.endpoints()) {
        for (Limit limit : limitsOf(endpoint.id())) {
          if (limit.scope().equals(full.scope())) {
            dropped.add(endpoint.id());
          }
        }
      }
      return dropped.isEmpty()
          ? Optional.empty()
          : plan.without(dropped, "no room in " + full)
              .map(others -> new Planned(admitted, others, limits, states, read, warnings));
    }

    /**
     * The same call, held for on an overdraft in place of an account without room; absent when
     * there is none that it may draw on.
     */
    Optional<Planned> drawing(Account lacking) {
      Criticality declared = received().request().context().criticality().orElse(null);
      for (Limit limit : limits) {
        if (declared != null && isOn(limit, lacking)) {
          return received()
              .snapshot()
              .limits()
              .overdraft(limit.scope(), declared, received().at())
              .map(overdraft -> drawing(lacking, overdraft));
        }
      }
      return Optional.empty();
    }

    private Planned drawing(Account lacking, Overdraft overdraft) {
      List<Limit> others = new ArrayList<>(limits);
      others.removeIf(limit -> isOn(limit, lacking));
      if (!others.contains(overdraft.limit())) {
        others.add(overdraft.limit());
      }
      return new Planned(admitted, plan, others, states, read, warnings);
    }

    /** The overdrafts that it is held for on. */
    List<Overdraft> drawn() {
      return received().snapshot().limits().overdrafts().stream()
          .filter(overdraft -> limits.contains(overdraft.limit()))
          .toList();
    }

    private boolean isOn(Limit limit, Account account) {
      return limit.unit().isMoney() && limit.accountAt(received().at()).equals(account);
    }
  }

  /** What it needs is set aside and its intent is durable, or the call counted. */
  record Held(Planned planned, HoldPlan plan, Books books, IntentPermit permit)
      implements Exchange {
    Received received() {
      return planned.received();
    }

    TenantId tenant() {
      return planned.admitted().identified().grant().tenant();
    }
  }

  /** A provider has begun to answer; the call stays with it. */
  record Committed(
      Held held,
      ModelEndpoint endpoint,
      BreakerPermit breaker,
      ProviderStream stream,
      List<StreamEvent> first,
      List<Warning> warnings)
      implements Exchange {}
}
