package io.aiarco.asc.pipeline;

import io.aiarco.asc.audit.CallFacts;
import io.aiarco.asc.audit.Pseudonyms;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.identity.UnauthenticatedException;
import io.aiarco.asc.policy.Decision;
import io.aiarco.asc.policy.DeniedException;
import io.aiarco.asc.policy.Guardrail;
import io.aiarco.asc.policy.PolicyRequest;
import io.aiarco.asc.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Step 2: who is it, may it do this, is its content acceptable. Thread-safe. */
final class Admission implements AutoCloseable {
  /** Far more than one process serves in turn; the pseudonyms of more are reckoned anew. */
  private static final int REMEMBERED_PRINCIPALS = 10_000;

  private final Components components;
  private final RegionWatch regions = new RegionWatch();
  private final UnknownCallers strangers;
  private final Map<Caller, String> pseudonyms = new ConcurrentHashMap<>();

  /** Equal names of two tenants are two persons. */
  private record Caller(TenantId tenant, Principal principal) {}

  Admission(Components components) {
    this.components = components;
    this.strangers =
        new UnknownCallers(components.audit(), components.telemetry(), components.clock());
  }

  /** Verifies the caller, anew for every call, so that a revocation bites at the next one. */
  Exchange.Identified identify(Exchange.Received received) {
    strangers.look();
    Grant grant = verified(received);
    received.telemetry().tenant(grant.tenant());
    CallContext booked =
        received.snapshot().attribution().booked(grant.tenant(), received.request().context());
    CallFacts facts =
        new CallFacts(
            received.call(),
            received.request().operation().key(),
            grant,
            principal(grant),
            subject(grant, received.request().context()),
            received.request().model(),
            booked,
            received.telemetry().traceId());
    CallRecord record =
        new CallRecord(
            components.audit(), components.telemetry(), regions, facts, received.snapshot());
    return new Exchange.Identified(received, grant, record);
  }

  private Grant verified(Exchange.Received received) {
    try {
      return components.verifier().verify(received.credential());
    } catch (UnauthenticatedException refused) {
      strangers.refused(refused);
      throw refused;
    }
  }

  /** Writes down what is still only counted. */
  @Override
  public void close() {
    strangers.close();
  }

  private String principal(Grant grant) {
    Caller caller = new Caller(grant.tenant(), grant.principal());
    String known = pseudonyms.get(caller);
    if (known != null) {
      return known;
    }
    if (pseudonyms.size() >= REMEMBERED_PRINCIPALS) {
      pseudonyms.clear();
    }
    String made = pseudonyms(grant).of(Pseudonyms.PRINCIPAL, grant.principal().name());
    pseudonyms.put(caller, made);
    return made;
  }

  /** Not remembered: there are as many as there are patients or customers. */
  private @Nullable String subject(Grant grant, CallContext context) {
    return context
        .subject()
        .map(person -> pseudonyms(grant).of(Pseudonyms.SUBJECT, person))
        .orElse(null);
  }

  private Pseudonyms pseudonyms(Grant grant) {
    return components.pseudonyms().of(grant.tenant());
  }

  /** Asks whose spending it is, the policy, then the guardrails. */
  Exchange.Admitted admit(Exchange.Identified identified) {
    Exchange.Received received = identified.received();
    requireAttributed(identified);
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

  private static void requireAttributed(Exchange.Identified identified) {
    identified
        .received()
        .snapshot()
        .attribution()
        .missing(identified.grant().tenant(), identified.record().facts().context())
        .ifPresent(
            missing -> {
              List<String> rule = List.of("attribution." + missing.tag());
              identified.record().rules(rule);
              throw new DeniedException(missing.toString(), rule);
            });
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
