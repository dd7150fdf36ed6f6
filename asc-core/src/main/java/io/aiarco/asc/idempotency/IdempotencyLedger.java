package io.aiarco.asc.idempotency;

/** Remembers which keys were used for what, for a limited time. Implementations are thread-safe. */
public interface IdempotencyLedger {
  /**
   * Claims a key for a request.
   *
   * @param fingerprint hash of the request: equal requests, equal fingerprints
   */
  Claim claim(IdempotencyScope scope, String fingerprint);
}
