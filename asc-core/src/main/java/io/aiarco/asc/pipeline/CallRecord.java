package io.aiarco.asc.pipeline;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.audit.Ack;
import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.CallFacts;
import io.aiarco.asc.audit.DecisionKind;
import io.aiarco.asc.audit.IncidentKind;
import io.aiarco.asc.audit.OutcomeStatus;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.ModelResponse;
import io.aiarco.asc.chat.ReplyInterruptedException;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.error.RetryAdvice;
import io.aiarco.asc.snapshot.Snapshot;
import io.aiarco.asc.telemetry.Telemetry;
import io.aiarco.asc.usage.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes how a call ended into the audit log: a decision when nothing was sent, else the outcome of
 * its intent. Thread-safe.
 */
final class CallRecord {
  private static final Logger log = LoggerFactory.getLogger(CallRecord.class);

  private final AuditLog audit;
  private final Telemetry telemetry;
  private final RegionWatch regions;
  private final CallFacts facts;
  private final String policy;
  private final Ack ack;
  private volatile List<String> rules = List.of();
  private volatile @Nullable ModelResponse answer;
  private volatile List<String> cleaned = List.of();
  private volatile boolean intended;
  private volatile boolean unrecorded;
  private volatile List<Attempt> made = List.of();

  /** That of the record of the end, kept only where it is waited for. */
  private volatile AuditReceipt end = AuditReceipt.DURABLE;

  CallRecord(
      AuditLog audit,
      Telemetry telemetry,
      RegionWatch regions,
      CallFacts facts,
      Snapshot snapshot) {
    this.audit = audit;
    this.telemetry = telemetry;
    this.regions = regions;
    this.facts = facts;
    this.policy = snapshot.revision().sha256();
    this.ack = snapshot.audit().ack(facts.context());
  }

  CallFacts facts() {
    return facts;
  }

  TenantId tenant() {
    return facts.grant().tenant();
  }

  /** The rules that decided. */
  void rules(List<String> deciding) {
    rules = deciding;
  }

  /** Another call's reply answers this one. */
  void answeredBy(ModelResponse earlier) {
    answer = earlier;
  }

  /** The request was not sent as it was: {@code what} was replaced. */
  void cleaned(String what) {
    cleaned = List.of(what);
  }

  /** An intent stands: there will be an outcome and no decision. */
  void intended() {
    intended = true;
  }

  /** The call goes on without a record: there will be neither outcome nor decision. */
  void unrecorded() {
    unrecorded = true;
    telemetry.unrecorded();
  }

  /** It ended; no record tells of it. */
  void ended(Ending ending, List<Attempt> attempts) {
    AscException failure = ending.failure();
    if (failure != null) {
      failure.attach(null, attempts);
    }
  }

  /** Writes why nothing was sent, unless an intent stands or the call is only counted. */
  void decide(Ending ending) {
    if (intended || unrecorded) {
      return;
    }
    AscException failure = ending.failure();
    DecisionKind kind = failure == null ? DecisionKind.DUPLICATE : kind(failure);
    if (failure != null) {
      telemetry.denied(kind.key(), failure.code());
    }
    ModelResponse earlier = answer;
    try {
      AuditReceipt receipt =
          audit.append(
              new AuditRecord.CallDecision(
                  facts,
                  policy,
                  kind,
                  failure == null ? null : failure.code(),
                  rules,
                  earlier == null ? null : earlier.auditId(),
                  earlier == null ? null : earlier.cost().map(Cost::amount).orElse(null)));
      attach(failure, facts.call());
      end(receipt);
    } catch (AuditUnavailableException e) {
      attach(failure, null);
      end(lost(e));
      // What was decided stands either way, and nothing was sent that would need a record.
      log.debug("call {}: decision {} not recorded", facts.call(), kind, e);
    }
  }

  /**
   * Writes how the call that has an intent ended, and before it what its providers contradicted;
   * false when the log did not take it.
   */
  boolean outcome(Ending ending, List<Attempt> attempts, Charge charge, CallContent content) {
    AscException failure = ending.failure();
    ModelResponse response = ending.response();
    if (failure != null) {
      failure.attach(facts.call(), attempts);
    }
    made = attempts;
    try {
      attempts.forEach(this::incident);
      AuditReceipt receipt =
          audit.append(
              new AuditRecord.CallOutcome(
                  facts.call(),
                  tenant(),
                  status(ending, attempts),
                  failure == null ? null : failure.code(),
                  attempts,
                  charge.settle(),
                  charge.over(),
                  cleaned,
                  finish(response),
                  content.reply()));
      end(
          deadline -> {
            content.ended().await(deadline);
            receipt.await(deadline);
          });
      return true;
    } catch (AuditUnavailableException e) {
      end(lost(e));
      log.warn("call {}: outcome not recorded", facts.call(), e);
      return false;
    }
  }

  /**
   * Waits, where the call's data class asks for it, until the record of its end is durable. One
   * rule for replies of providers and for earlier ones: whatever an earlier call wrote stands
   * before the decision that its reply answers this one, so it is durable too.
   *
   * @throws AuditUnavailableException when it will not be, or not by {@code deadline}. The call was
   *     made and is charged: it may come again only under an idempotency key, whose reply is kept
   */
  void awaitEnd(Deadline deadline) {
    try {
      end.await(deadline);
    } catch (AuditUnavailableException | DeadlineException e) {
      boolean keyed = facts.context().idempotencyKey().isPresent();
      throw known(
          new AuditUnavailableException(
              "end of the call: not durable (expected: by the call's deadline)",
              keyed ? RetryAdvice.LATER : RetryAdvice.NEVER,
              e));
    } catch (AscException e) {
      throw known(e);
    }
  }

  private static void attach(@Nullable AscException failure, @Nullable CallId recorded) {
    if (failure != null) {
      failure.attach(recorded, List.of());
    }
  }

  private void end(AuditReceipt receipt) {
    if (ack == Ack.BOTH) {
      end = receipt;
    }
  }

  private static AuditReceipt lost(AuditUnavailableException refusal) {
    return deadline -> {
      throw refusal;
    };
  }

  private AscException known(AscException failure) {
    failure.attach(facts.call(), made);
    return failure;
  }

  /** Why a chat's reply ended; vectors end in one way only. */
  private static @Nullable FinishReason finish(@Nullable ModelResponse response) {
    return response instanceof ChatResponse chat ? chat.finishReason() : null;
  }

  private void incident(Attempt attempt) {
    regions
        .contradiction(attempt)
        .ifPresent(
            seen -> {
              telemetry.incident(IncidentKind.RESIDENCY.key(), attempt.endpoint());
              audit.append(
                  new AuditRecord.Incident(
                      facts.call(),
                      tenant(),
                      IncidentKind.RESIDENCY,
                      attempt.endpoint().region().value(),
                      seen));
            });
  }

  private static OutcomeStatus status(Ending ending, List<Attempt> attempts) {
    if (ending.response() != null) {
      return OutcomeStatus.OK;
    }
    if (attempts.isEmpty()) {
      return OutcomeStatus.NOT_SENT;
    }
    if (ending.failure() instanceof ReplyInterruptedException) {
      return OutcomeStatus.TRUNCATED;
    }
    return ending.isLocal() ? OutcomeStatus.CANCELLED : OutcomeStatus.FAILED;
  }

  private static DecisionKind kind(AscException failure) {
    return switch (failure.code()) {
      case NO_ROUTE -> DecisionKind.NO_ROUTE;
      case BUDGET_EXHAUSTED -> DecisionKind.BUDGET_EXHAUSTED;
      case RATE_LIMITED -> DecisionKind.RATE_LIMITED;
      case AUDIT_UNAVAILABLE -> DecisionKind.AUDIT_UNAVAILABLE;
      default -> DecisionKind.DENIED;
    };
  }
}
