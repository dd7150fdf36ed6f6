package io.aiarco.asc.audit;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.Revision;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.policy.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline writes down. The log adds order, time and hashes; {@code docs/audit-format.md}
 * has the keys. Immutable.
 */
public sealed interface AuditRecord {
  /** Calls the visitor's method for this kind. */
  <R> R accept(Visitor<R> visitor);

  /**
   * A call is about to be sent: stands for attempt 1 at {@code plan[0]}. Durable before any byte
   * leaves.
   *
   * @param policy hex SHA-256 of the snapshot that decided
   * @param states breaker state of each endpoint looked at, as text
   * @param read what else the decision read, no content: what was settled on which account
   * @param dropped settings that are left out, since {@code plan[0]} has no words for them
   * @param idempotency keyed hash of the idempotency key; null when there is none
   * @param prompt commitment to the prompt; null where its tenant keeps none
   */
  record CallIntent(
      CallFacts facts,
      String policy,
      List<String> rules,
      List<Verdict> guards,
      Map<EndpointId, String> states,
      Map<String, String> read,
      List<EndpointId> plan,
      List<Feature> dropped,
      List<HoldLine> hold,
      Instant expires,
      @Nullable String idempotency,
      @Nullable String prompt)
      implements AuditRecord {
    public CallIntent {
      rules = List.copyOf(rules);
      guards = List.copyOf(guards);
      states = Map.copyOf(states);
      read = Map.copyOf(read);
      plan = List.copyOf(plan);
      dropped = List.copyOf(dropped);
      hold = List.copyOf(hold);
      if (plan.isEmpty()) {
        throw new IllegalArgumentException("plan: 0 endpoints (expected: >= 1)");
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.intent(this);
    }
  }

  /**
   * The call goes on at another endpoint. Durable before its first byte leaves.
   *
   * @param attempt 2, 3, …
   * @param dropped settings that are left out, since {@code endpoint} has no words for them
   * @param hold what is held in addition; may be empty
   */
  record CallAttempt(
      CallId call,
      TenantId tenant,
      int attempt,
      EndpointId endpoint,
      List<Feature> dropped,
      List<HoldLine> hold)
      implements AuditRecord {
    public CallAttempt {
      dropped = List.copyOf(dropped);
      hold = List.copyOf(hold);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.attempt(this);
    }
  }

  /**
   * The running attempt may use more. Durable before what it pays for is.
   *
   * @param hold what is held in addition
   */
  record CallHold(CallId call, TenantId tenant, List<HoldLine> hold) implements AuditRecord {
    public CallHold {
      hold = List.copyOf(hold);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.hold(this);
    }
  }

  /**
   * How the call ended.
   *
   * @param code why, unless it ended well
   * @param settle what is charged, per account; empty for nothing
   * @param over whether an account is charged above its holds
   * @param cleaned what of the request was replaced on its way out; mostly nothing
   * @param finish why a chat's reply ended; null when it did not, and of vectors
   * @param reply commitment to what the caller got; null where the tenant keeps none, and for
   *     nothing
   */
  record CallOutcome(
      CallId call,
      TenantId tenant,
      OutcomeStatus status,
      @Nullable ErrorCode code,
      List<Attempt> attempts,
      List<HoldLine> settle,
      boolean over,
      List<String> cleaned,
      @Nullable FinishReason finish,
      @Nullable String reply)
      implements AuditRecord {
    public CallOutcome {
      attempts = List.copyOf(attempts);
      settle = List.copyOf(settle);
      cleaned = List.copyOf(cleaned);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.outcome(this);
    }
  }

  /**
   * Nothing was sent. Not waited for.
   *
   * @param policy hex SHA-256 of the snapshot that decided
   * @param code why; null when another call's reply answered
   * @param of the call whose reply answered; null otherwise
   * @param saved what that call cost and this one did not; null where neither has a price
   */
  record CallDecision(
      CallFacts facts,
      String policy,
      DecisionKind decision,
      @Nullable ErrorCode code,
      List<String> rules,
      @Nullable CallId of,
      @Nullable Money saved)
      implements AuditRecord {
    public CallDecision {
      rules = List.copyOf(rules);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.decision(this);
    }
  }

  /**
   * Callers nobody knows were refused, summed up: at most once a minute for each reason. Not waited
   * for.
   *
   * @param code the reason
   * @param count how many, at least 1
   */
  record UnknownCallers(ErrorCode code, long count) implements AuditRecord {
    /** What was decided of each. */
    public static final DecisionKind DECISION = DecisionKind.DENIED;

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unknownCallers(this);
    }
  }

  /**
   * What a provider says contradicts what the call was sent under. Stands before the call's end.
   *
   * @param expected what was relied on, such as the region of the endpoint
   * @param seen the provider's word
   */
  record Incident(CallId call, TenantId tenant, IncidentKind kind, String expected, String seen)
      implements AuditRecord {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.incident(this);
    }
  }

  /**
   * From here on calls of a tenant may go on without records, since the log refuses them.
   *
   * @param allowed how many, for how long
   */
  record VolatileBegin(TenantId tenant, Volatility allowed) implements AuditRecord {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.volatileBegin(this);
    }
  }

  /**
   * Calls of a tenant have no records but this one. None of them is under way any more.
   *
   * @param calls how many, at least 1
   * @param from when the first began
   * @param to when the last ended
   * @param settle what they were charged together, per account
   */
  record Gap(TenantId tenant, long calls, Instant from, Instant to, List<HoldLine> settle)
      implements AuditRecord {
    public Gap {
      settle = List.copyOf(settle);
      if (calls < 1) {
        throw new IllegalArgumentException("calls: " + calls + " (expected: >= 1)");
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.gap(this);
    }
  }

  /** A configuration came into force. */
  record PolicyActivate(Revision revision) implements AuditRecord {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.policyActivate(this);
    }
  }

  /**
   * A limit is another from here on.
   *
   * @param tenant whose it is; null for one that concerns several
   * @param limit what it limits; its amount says nothing
   * @param from the amount before; null when there was no such limit
   * @param to the amount now; null when there is none
   * @param revision the configuration that says so
   */
  record LimitChange(
      @Nullable TenantId tenant,
      Limit limit,
      @Nullable Long from,
      @Nullable Long to,
      Revision revision)
      implements AuditRecord {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.limitChange(this);
    }
  }

  /** One method per kind; a new kind breaks the compile, so that no log forgets it. */
  interface Visitor<R> {
    /** A call is about to be sent. */
    R intent(CallIntent intent);

    /** It goes on elsewhere. */
    R attempt(CallAttempt attempt);

    /** It holds more. */
    R hold(CallHold hold);

    /** It ended. */
    R outcome(CallOutcome outcome);

    /** Nothing was sent. */
    R decision(CallDecision decision);

    /** Callers nobody knows were refused. */
    R unknownCallers(UnknownCallers refused);

    /** A provider contradicts what was relied on. */
    R incident(Incident incident);

    /** Calls of a tenant may go on without records. */
    R volatileBegin(VolatileBegin begin);

    /** They did. */
    R gap(Gap gap);

    /** A configuration came into force. */
    R policyActivate(PolicyActivate activate);

    /** A limit is another. */
    R limitChange(LimitChange change);
  }
}
