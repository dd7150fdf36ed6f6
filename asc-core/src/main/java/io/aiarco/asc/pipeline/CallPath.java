package io.aiarco.asc.pipeline;

import io.aiarco.asc.audit.VolatileCalls;
import io.aiarco.asc.chat.Explanation;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.ModelResponse;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.identity.CallerCredential;
import java.util.Optional;

/**
 * The path every call takes, top to bottom: {@link #open}. Whole replies, streams, asynchronous and
 * published ones differ only in who reads the result. Thread-safe.
 */
final class CallPath implements AutoCloseable {
  private final Watchdog watchdog = new Watchdog();
  private final Intake intake;
  private final Admission admission;
  private final Recall recall;
  private final Planning planning;
  private final VolatileCalls volatiles;
  private final Reservation reservation;
  private final Failover failover;
  private final Preview preview;

  CallPath(Components components) {
    this.intake = new Intake(components, watchdog);
    this.admission = new Admission(components);
    this.recall = new Recall(components.idempotency());
    this.planning = new Planning(components);
    Estimates estimates = new Estimates();
    this.volatiles = VolatileCalls.of(components.audit(), components.clock());
    this.reservation = new Reservation(components, volatiles, estimates);
    this.failover = new Failover(components);
    this.preview = new Preview(components.budgets(), estimates, admission, planning);
  }

  /** Names a call and starts its clock; {@link #open} does the rest, maybe on another thread. */
  Exchange.Received receive(ModelRequest request, CallerCredential credential, boolean streamed) {
    return intake.receive(request, credential, streamed);
  }

  /** Takes a received call to the point where its reply can be read. */
  GovernedStream open(Exchange.Received received) {
    Settlement settlement = received.settlement();
    boolean opened = false;
    try {
      settlement.enter("admission");
      Exchange.Identified identified = admission.identify(received);
      settlement.own(identified.record()::decide);
      Exchange.Admitted admitted = admission.admit(identified);

      settlement.enter("recall");
      Optional<ModelResponse> earlier = recall.recall(admitted);
      GovernedStream stream =
          earlier.isPresent() ? replay(identified, earlier.get()) : send(admitted, settlement);
      opened = true;
      return stream;
    } catch (AscException failure) {
      throw settlement.fail(failure);
    } finally {
      if (!opened) {
        // Ended above, unless a host's own code threw something of its own: release all the same.
        settlement.end(Ending.failed(new CancelledException("by an unexpected error", null)));
      }
    }
  }

  private GovernedStream send(Exchange.Admitted admitted, Settlement settlement) {
    settlement.enter("routing");
    Exchange.Planned planned = planning.plan(admitted);
    settlement.enter("reservation");
    Exchange.Held held = reservation.reserve(planned);
    settlement.enter("first-token");
    Exchange.Committed committed = failover.commit(held);
    return new GovernedStream(admitted.identified(), new LiveReply(committed));
  }

  private static GovernedStream replay(Exchange.Identified identified, ModelResponse earlier) {
    identified.record().answeredBy(earlier);
    return new GovernedStream(identified, new ReplayedReply(identified.received(), earlier));
  }

  /** What would happen to the request now. */
  Explanation explain(ModelRequest request, CallerCredential credential) {
    return preview.explain(intake.draft(request, credential));
  }

  /** Refuses new calls, ends those under way, and writes down what was only counted. */
  @Override
  public void close() {
    watchdog.close();
    volatiles.close();
    admission.close();
  }
}
