package io.aiarco.asc.policy;

/**
 * Decides calls. A pure function of the request and its own immutable rules: no I/O, no clock, no
 * randomness. Thread-safe.
 */
public interface PolicyEngine {
  /** The decision. Deny unless granted. */
  Decision decide(PolicyRequest request);
}
