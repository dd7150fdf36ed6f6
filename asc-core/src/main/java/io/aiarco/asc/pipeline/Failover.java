package io.aiarco.asc.pipeline;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.audit.IntentPermit;
import io.aiarco.asc.breaker.BreakerPermit;
import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.RateLimitedException;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.Warning;
import io.aiarco.asc.credential.CredentialUnavailableException;
import io.aiarco.asc.credential.Secret;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.error.RetryAdvice;
import io.aiarco.asc.provider.ChatProvider;
import io.aiarco.asc.provider.EndpointGate;
import io.aiarco.asc.provider.EndpointGrant;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.provider.ProviderCall;
import io.aiarco.asc.provider.ProviderException;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.provider.ProviderStream;
import io.aiarco.asc.route.FittedRequest;
import io.aiarco.asc.route.NoRouteException;
import io.aiarco.asc.route.UsageBound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Step 6: tries the plan's endpoints in order until one has begun to answer. The first content
 * event commits the call; before it any failure whose class permits, or {@link
 * io.aiarco.asc.route.FailoverRules} do, moves on, each attempt recorded before its first byte and
 * held for until it provably was not billed. Thread-safe.
 */
final class Failover {
  private final Components components;
  private final EndpointGate gate = new EndpointGate();

  Failover(Components components) {
    this.components = components;
  }

  Exchange.Committed commit(Exchange.Held held) {
    List<ModelEndpoint> endpoints = held.planned().plan().endpoints();
    Failed last = null;
    boolean billable = false;
    int recorded = 1; // the intent stands for the first endpoint, tried or not
    int tooShort = 0; // the longest window that the request did not fit
    for (int i = 0; i < endpoints.size(); i++) {
      int window = endpoints.get(i).capabilities().maxInputTokens();
      if (window <= tooShort) {
        continue;
      }
      int number = i == 0 ? 1 : recorded + 1;
      held.received().settlement().enter("attempt " + number);
      Try attempt = new Try(held, endpoints.get(i), number, billable);
      try {
        return attempt.run();
      } catch (ProviderFailure failure) {
        if (attempt.sent || last == null) {
          last = new Failed(endpoints.get(i), failure);
        }
        recorded = attempt.sent ? number : recorded;
        billable |= attempt.sent && failure.failure().mayBeBilled();
        if (isTooLong(failure)) {
          tooShort = window;
        } else if (!failure.failure().failsOver()) {
          break;
        }
      } catch (BudgetExhaustedException | RateLimitedException refused) {
        if (last == null) {
          throw refused;
        }
        // No room for this attempt: another endpoint may have some, else the failure before stands.
      }
    }
    throw failure(held, last);
  }

  /** Whether another endpoint may be asked, but none with as short a window. */
  private boolean isTooLong(ProviderFailure failure) {
    return components.failover().longerContext()
        && failure.failure() == FailureClass.CONTEXT_LENGTH;
  }

  private record Failed(ModelEndpoint endpoint, ProviderFailure failure) {}

  private static AscException failure(Exchange.Held held, @Nullable Failed last) {
    if (last == null || held.books().meter().attempts().isEmpty()) {
      return new NoRouteException(
          held.received().request().model(), held.planned().plan().candidates(), RetryAdvice.LATER);
    }
    return switch (last.failure().failure()) {
      case CANCELLED -> new CancelledException("while waiting for a provider", last.failure());
      case DEADLINE -> new DeadlineException("first-token", last.failure());
      default -> new ProviderException(last.endpoint().id().toString(), last.failure());
    };
  }

  /** One attempt at one endpoint. Single-thread. */
  private final class Try {
    private final Exchange.Held held;
    private final ModelEndpoint endpoint;
    private final int number;
    private final boolean billable;
    private final long startNanos = System.nanoTime();
    private boolean sent;

    Try(Exchange.Held held, ModelEndpoint endpoint, int number, boolean billable) {
      this.held = held;
      this.endpoint = endpoint;
      this.number = number;
      this.billable = billable;
    }

    Exchange.Committed run() throws ProviderFailure {
      BreakerPermit breaker =
          components
              .breakers()
              .tryAcquire(endpoint.id())
              .orElseThrow(
                  () ->
                      ProviderFailure.of(
                          FailureClass.NOT_ADMITTED,
                          "breaker or bulkhead: no room (expected: room)",
                          null));
      Settlement settlement = held.received().settlement();
      settlement.own(ending -> breaker.release());
      EndpointGrant grant =
          gate.grant(permit(), held.planned().admitted().decision().constraints());
      Meter meter = held.books().meter();
      meter.begin(number, endpoint, WorstCase.usage(held.planned(), endpoint));
      sent = true;
      try {
        return open(grant, breaker);
      } catch (ProviderFailure failure) {
        meter.fail(failure);
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        if (failure.failure().tripsBreaker()) {
          breaker.failure(took);
        } else {
          breaker.release();
        }
        settlement.enter("failover");
        throw failure;
      }
    }

    /** The first attempt's record is the intent; any other is written now. */
    private IntentPermit permit() throws ProviderFailure {
      if (number == 1) {
        return held.permit();
      }
      List<HoldLine> more = held.plan().ofOneMore(endpoint, billable);
      List<Feature> dropped = FittedRequest.dropped(held.received().request(), endpoint);
      return held.received()
          .snapshot()
          .audit()
          .whenUnavailable()
          .await(
              held.books().next(number, endpoint.id(), dropped, more)::await,
              held.received().deadline(),
              components.clock());
    }

    private Exchange.Committed open(EndpointGrant grant, BreakerPermit breaker)
        throws ProviderFailure {
      FittedRequest fitted = fitted();
      ProviderStream stream = provider().open(call(grant, fitted.request()));
      held.received().settlement().own(ending -> stream.close());
      try {
        held.books().meter().answered(stream);
        return new Exchange.Committed(
            held, endpoint, breaker, stream, untilContent(stream), warnings(fitted));
      } catch (ProviderFailure failure) {
        stream.close();
        throw failure;
      }
    }

    private List<Warning> warnings(FittedRequest fitted) {
      List<Warning> warnings = new ArrayList<>(held.planned().warnings());
      warnings.addAll(fitted.warnings());
      return warnings;
    }

    private FittedRequest fitted() throws ProviderFailure {
      boolean illFormed = held.planned().plan().illFormed();
      if (illFormed) {
        held.planned().admitted().identified().record().cleaned(FittedRequest.LONE_SURROGATES);
      }
      try {
        return FittedRequest.of(held.received().request(), endpoint, illFormed);
      } catch (InvalidRequestException e) {
        throw ProviderFailure.of(FailureClass.INVALID, String.valueOf(e.getMessage()), e);
      }
    }

    private ProviderCall call(EndpointGrant grant, ModelRequest request) throws ProviderFailure {
      Exchange.Received received = held.received();
      Secret secret = secret();
      held.books().meter().credential(secret.ref());
      return new ProviderCall(
          grant,
          EndUser.hidden(request, components.pseudonyms().of(held.tenant())),
          UsageBound.maxOutputTokens(request, endpoint.capabilities()),
          secret,
          components.timeouts(),
          received.deadline(),
          received.cancellation(),
          received.streamed());
    }

    private Secret secret() throws ProviderFailure {
      try {
        return components.credentials().current(endpoint.credential());
      } catch (CredentialUnavailableException e) {
        throw ProviderFailure.of(FailureClass.AUTH, e.getMessage(), e);
      }
    }

    private ChatProvider provider() throws ProviderFailure {
      ChatProvider provider = components.providers().get(endpoint.id().provider());
      if (provider == null) {
        throw ProviderFailure.of(
            FailureClass.NOT_FOUND,
            "provider: " + endpoint.id().provider() + " (expected: one that is configured)",
            null);
      }
      return provider;
    }

    /** Everything up to the first content event, or to the end of a reply without content. */
    private List<StreamEvent> untilContent(ProviderStream stream) throws ProviderFailure {
      List<StreamEvent> first = new ArrayList<>(4);
      while (true) {
        StreamEvent event = stream.next();
        if (event == null) {
          throw ProviderFailure.of(
              FailureClass.TRUNCATED, "reply: ended without its end (expected: a finish)", null);
        }
        held.books().meter().event(event);
        first.add(event);
        if (event.isContent() || event instanceof StreamEvent.Finished) {
          return first;
        }
      }
    }
  }
}
