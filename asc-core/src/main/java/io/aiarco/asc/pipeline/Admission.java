package io.aiarco.asc.pipeline;

import io.aiarco.asc.audit.CallFacts;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.policy.Decision;
import io.aiarco.asc.policy.DeniedException;
import io.aiarco.asc.policy.Guardrail;
import io.aiarco.asc.policy.PolicyRequest;
import io.aiarco.asc.policy.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Step 2: who is it, may it do this, is its content acceptable. Thread-safe. */
final class Admission {
  private final Components components;

  Admission(Components components) {
    this.components = components;
  }

  /** Verifies the caller, anew for every call, so that a revocation bites at the next one. */
  Exchange.Identified identify(Exchange.Received received) {
    Grant grant = components.verifier().verify(received.credential());
    received.telemetry().tenant(grant.tenant());
    CallFacts facts =
        new CallFacts(
            received.call(),
            "chat",
            grant,
            components.pseudonyms().of("principal", grant.principal().name()),
            received.request().model(),
            received.request().context(),
            received.telemetry().traceId());
    CallRecord record =
        new CallRecord(
            components.audit(),
            components.telemetry(),
            facts,
            received.snapshot().revision().sha256());
    return new Exchange.Identified(received, grant, record);
  }

  /** Asks the policy, then the guardrails. */
  Exchange.Admitted admit(Exchange.Identified identified) {
    Exchange.Received received = identified.received();
    Decision decision =
        received
            .snapshot()
            .policy()
            .decide(
                new PolicyRequest(
                    identified.grant(),
                    received.request().model(),
                    received.request().context(),
                    received.at()));
    identified.record().rules(decision.rules());
    Decision.Allow allow = decision.fold(allowed -> allowed, Admission::refuse);
    return new Exchange.Admitted(identified, allow, verdicts(identified));
  }

  private static Decision.Allow refuse(Decision.Deny deny) {
    throw new DeniedException(deny.reason(), deny.rules());
  }

  private static List<Verdict> verdicts(Exchange.Identified identified) {
    List<Guardrail> guardrails = identified.received().snapshot().guardrails();
    List<Verdict> verdicts = new ArrayList<>(guardrails.size());
    for (Guardrail guardrail : guardrails) {
      Verdict verdict = guardrail.check(identified.received().request());
      if (!verdict.passed()) {
        List<String> rule = List.of("guardrail." + verdict.guardrail());
        identified.record().rules(rule);
        throw new DeniedException(rule.get(0) + ": " + verdict.reason(), rule);
      }
      verdicts.add(verdict);
    }
    return verdicts;
  }
}
