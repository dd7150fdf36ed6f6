package io.aiarco.asc.provider.http;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.CallFacts;
import io.aiarco.asc.audit.InMemoryAuditLog;
import io.aiarco.asc.audit.IntentGate;
import io.aiarco.asc.audit.IntentPermit;
import io.aiarco.asc.budget.Hold;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Cancellation;
import io.aiarco.asc.call.CredentialRef;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.credential.Secret;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.policy.Constraints;
import io.aiarco.asc.provider.EndpointGate;
import io.aiarco.asc.provider.EndpointGrant;
import io.aiarco.asc.provider.ProviderCall;
import io.aiarco.asc.provider.Timeouts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Attempts for tests, each with a grant that went through both gates. Single-thread. */
final class ProviderCalls {
  static final String KEY = "sk-canary-6f1c";
  static final ProviderId PROVIDER = new ProviderId("provider");

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final CallId CALL = new CallId("01ARZ3NDEKTSV4RRFFQ69G5FAV");

  private ProviderId provider = PROVIDER;
  private ModelRequest request =
      ChatRequest.builder().model("support").system("Be brief.").user("Where is it?").build();
  private Duration firstToken = LONG;
  private Duration interChunk = LONG;
  private Duration deadline = LONG;
  private Cancellation cancellation = new Cancellation();
  private boolean streamed;

  private ProviderCalls() {}

  static ProviderCalls whole() {
    return new ProviderCalls();
  }

  static ProviderCalls streamed() {
    ProviderCalls calls = new ProviderCalls();
    calls.streamed = true;
    return calls;
  }

  static ProviderCalls asking(boolean streamed) {
    return streamed ? streamed() : whole();
  }

  ProviderCalls at(ProviderId provider) {
    this.provider = provider;
    return this;
  }

  ProviderCalls request(ModelRequest request) {
    this.request = request;
    return this;
  }

  ProviderCalls firstToken(Duration wait) {
    this.firstToken = wait;
    return this;
  }

  ProviderCalls interChunk(Duration wait) {
    this.interChunk = wait;
    return this;
  }

  ProviderCalls deadline(Duration wait) {
    this.deadline = wait;
    return this;
  }

  ProviderCalls cancellation(Cancellation cancellation) {
    this.cancellation = cancellation;
    return this;
  }

  ProviderCall call() {
    EndpointId endpoint = new EndpointId(provider, new ModelName("model-1"), new Region("here"));
    return new ProviderCall(
        grant(endpoint),
        request,
        400,
        Secret.of(new CredentialRef("key", 1), KEY.toCharArray()),
        new Timeouts(LONG, firstToken, interChunk, LONG),
        Deadline.after(deadline, Clock.systemUTC()),
        cancellation,
        streamed);
  }

  private EndpointGrant grant(EndpointId endpoint) {
    Grant caller = new Grant("caller", new Principal("tester"), new TenantId("tenant"), null);
    CallFacts facts =
        new CallFacts(
            CALL, "chat", caller, "hmac:k:00", null, request.model(), CallContext.NONE, "");
    Instant expires = Instant.now().plus(LONG);
    AuditRecord.CallIntent intent =
        new AuditRecord.CallIntent(
            facts,
            "0".repeat(64),
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            List.of(endpoint),
            List.of(),
            List.of(),
            expires,
            null,
            null);
    IntentPermit permit =
        new IntentGate(new InMemoryAuditLog())
            .open(intent, new Hold(CALL, List.of(), expires))
            .await(Deadline.after(LONG, Clock.systemUTC()));
    return new EndpointGate().grant(permit, new Constraints(Set.of(endpoint.region())));
  }
}
