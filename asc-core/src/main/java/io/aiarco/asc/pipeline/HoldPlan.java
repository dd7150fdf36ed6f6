package io.aiarco.asc.pipeline;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.HoldMode;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a planned call holds, per unit and mode and on every account that has a limit: those of its
 * caller, whatever endpoint serves it, and those of the endpoint. The two never share a line, so
 * accounts that stand in the same lines of a hold are charged the same. Modes differ in the tokens
 * they count, and in nothing else. A pure function of the plan and of what is learned of usage.
 */
final class HoldPlan {
  /** How many tokens of output a progressive hold grows by, for each choice. */
  static final long STEP = 1024;

  private final Exchange.Planned planned;
  private final Estimates estimates;
  private final Map<Kind, List<Account>> accounts;

  /** What one line is for. */
  private record Kind(Unit unit, HoldMode mode) {}

  HoldPlan(Exchange.Planned planned, Estimates estimates) {
    this.planned = planned;
    this.estimates = estimates;
    this.accounts = accounts(planned.limits());
  }

  private Map<Kind, List<Account>> accounts(List<Limit> limits) {
    Map<Kind, List<Account>> byKind = new LinkedHashMap<>();
    for (Limit limit : limits) {
      Kind kind = new Kind(limit.unit(), limit.mode());
      List<Account> same = byKind.computeIfAbsent(kind, none -> new ArrayList<>(2));
      Account account = limit.accountAt(planned.received().at());
      if (!same.contains(account)) { // two limits may bind one, such as on an hour and on 24
        same.add(account);
      }
    }
    return byKind;
  }

  /**
   * At first, for the whole plan: in each unit, what its dearest endpoint needs, or the first where
   * that is expected to serve; on the accounts of its first endpoint, what that one needs.
   */
  List<HoldLine> ofPlan() {
    List<ModelEndpoint> endpoints = planned.plan().endpoints();
    List<HoldLine> lines = new ArrayList<>(accounts.size());
    accounts.forEach(
        (kind, of) -> {
          long most = 0;
          for (ModelEndpoint endpoint :
              kind.mode() == HoldMode.EXPECTED ? endpoints.subList(0, 1) : endpoints) {
            most = Math.max(most, amount(endpoint, kind));
          }
          lines.add(new HoldLine(kind.unit(), most, of));
        });
    addOwn(endpoints.get(0), lines);
    return lines;
  }

  /**
   * For one endpoint more. Its caller has room for it already unless an earlier attempt {@code
   * mayBeBilled}, and the call stays one request and one parallel call; for the endpoint's own
   * accounts it is a further request.
   */
  List<HoldLine> ofOneMore(ModelEndpoint endpoint, boolean mayBeBilled) {
    List<HoldLine> lines = new ArrayList<>(accounts.size());
    accounts.forEach(
        (kind, of) -> {
          if (mayBeBilled && isUsage(kind.unit())) {
            lines.add(new HoldLine(kind.unit(), amount(endpoint, kind), of));
          }
        });
    addOwn(endpoint, lines);
    return lines;
  }

  private void addOwn(ModelEndpoint endpoint, List<HoldLine> lines) {
    accounts(planned.limitsOf(endpoint.id()))
        .forEach((kind, of) -> lines.add(new HoldLine(kind.unit(), amount(endpoint, kind), of)));
  }

  /** For a reply whose output grows beyond {@code from} tokens, to {@code to}. */
  List<HoldLine> ofGrowth(ModelEndpoint endpoint, long from, long to) {
    List<HoldLine> lines = new ArrayList<>(2);
    addGrowth(accounts, endpoint, from, to, lines);
    addGrowth(accounts(planned.limitsOf(endpoint.id())), endpoint, from, to, lines);
    return lines;
  }

  private void addGrowth(
      Map<Kind, List<Account>> growing,
      ModelEndpoint endpoint,
      long from,
      long to,
      List<HoldLine> lines) {
    Usage bound = WorstCase.usage(planned, endpoint);
    growing.forEach(
        (kind, of) -> {
          if (kind.mode() == HoldMode.PROGRESSIVE) {
            long more =
                amount(endpoint, kind.unit(), withOutput(bound, to))
                    - amount(endpoint, kind.unit(), withOutput(bound, from));
            lines.add(new HoldLine(kind.unit(), Math.max(0, more), of));
          }
        });
  }

  /** How much output is held for at first, at an endpoint; all there may be, unless it grows. */
  long firstOutput(ModelEndpoint endpoint) {
    long most = WorstCase.usage(planned, endpoint).tokens(TokenClass.OUTPUT);
    boolean grows =
        planned.received().streamed()
            && (has(HoldMode.PROGRESSIVE, planned.limits())
                || has(HoldMode.PROGRESSIVE, planned.limitsOf(endpoint.id())));
    return grows ? Math.min(most, step()) : most;
  }

  /**
   * What the call could use beyond what it holds at first, in each unit; none where all its limits
   * are strict.
   */
  Map<Unit, Long> beyond() {
    Map<Unit, Long> beyond = new LinkedHashMap<>();
    ModelEndpoint first = planned.plan().endpoints().get(0);
    addBeyond(planned.limits(), first, beyond);
    addBeyond(planned.limitsOf(first.id()), first, beyond);
    return beyond;
  }

  private void addBeyond(List<Limit> limits, ModelEndpoint endpoint, Map<Unit, Long> beyond) {
    for (Limit limit : limits) {
      if (limit.mode() != HoldMode.STRICT) {
        Unit unit = limit.unit();
        long most = amount(endpoint, new Kind(unit, HoldMode.STRICT));
        beyond.merge(unit, most - amount(endpoint, new Kind(unit, limit.mode())), Math::max);
      }
    }
  }

  /** By how much the output that is held for grows at a time. */
  long step() {
    int choices =
        planned.received().request().fold(chat -> chat.sampling().choices(), embedding -> 1);
    return STEP * choices;
  }

  /** Whether what is not known to be less must be charged at its bound. */
  boolean isStrict() {
    boolean strict = has(HoldMode.STRICT, planned.limits());
    for (ModelEndpoint endpoint : planned.plan().endpoints()) {
      strict |= has(HoldMode.STRICT, planned.limitsOf(endpoint.id()));
    }
    return strict;
  }

  private static boolean has(HoldMode mode, List<Limit> limits) {
    for (Limit limit : limits) {
      if (limit.mode() == mode && isUsage(limit.unit())) {
        return true;
      }
    }
    return false;
  }

  private long amount(ModelEndpoint endpoint, Kind kind) {
    if (!isUsage(kind.unit())) {
      return 1;
    }
    Usage bound = WorstCase.usage(planned, endpoint);
    Usage held =
        switch (kind.mode()) {
          case STRICT -> bound;
          case EXPECTED -> estimates.expected(endpoint.id(), bound);
          case PROGRESSIVE -> withOutput(bound, firstOutput(endpoint));
        };
    return amount(endpoint, kind.unit(), held);
  }

  private long amount(ModelEndpoint endpoint, Unit unit, Usage usage) {
    if (!unit.isMoney()) {
      return usage.totalTokens();
    }
    EndpointId id = endpoint.id();
    Exchange.Received received = planned.received();
    return WorstCase.money(
            planned.admitted().prices(), id, received.at(), usage, received.request())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "price: none of " + id + " (expected: routed only with one)"))
        .nanos();
  }

  private static Usage withOutput(Usage bound, long output) {
    return Usage.builder(UsageSource.ESTIMATED)
        .tokens(TokenClass.INPUT, bound.tokens(TokenClass.INPUT))
        .tokens(TokenClass.AUDIO_INPUT, bound.tokens(TokenClass.AUDIO_INPUT))
        .tokens(TokenClass.OUTPUT, output)
        .build();
  }

  /** Whether a unit counts what is used, and not calls. */
  static boolean isUsage(Unit unit) {
    return unit.isMoney() || unit.equals(Unit.TOKENS);
  }
}
