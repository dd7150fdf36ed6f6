package io.aiarco.asc.audit;

import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.EndpointId;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Proof that one attempt stands durably in the audit log, or is one of a {@link VolatileCall}, and
 * that its worst case is held. Only an {@link IntentGate} makes one. Thread-safe.
 */
public final class IntentPermit {
  private final CallId call;
  private final int attempt;
  private final EndpointId endpoint;
  private final Durability durability;
  private final AtomicBoolean spent = new AtomicBoolean();

  /** What would be left of the attempt after a power failure. */
  public enum Durability {
    /** Its record. */
    DURABLE,
    /** Nothing: it is counted in memory, as its tenant allows. */
    VOLATILE
  }

  IntentPermit(CallId call, int attempt, EndpointId endpoint, Durability durability) {
    this.call = call;
    this.attempt = attempt;
    this.endpoint = endpoint;
    this.durability = durability;
  }

  /** The call. */
  public CallId call() {
    return call;
  }

  /** Which attempt of it, from 1. */
  public int attempt() {
    return attempt;
  }

  /** Where it may go. */
  public EndpointId endpoint() {
    return endpoint;
  }

  /** What would be left of the attempt after a power failure. */
  public Durability durability() {
    return durability;
  }

  /** Uses it up; true the first time only. */
  public boolean spend() {
    return spent.compareAndSet(false, true);
  }
}
