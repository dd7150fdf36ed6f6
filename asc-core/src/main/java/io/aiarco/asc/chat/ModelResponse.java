package io.aiarco.asc.chat;

import io.aiarco.asc.attempt.RouteTaken;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Usage;
import java.util.Optional;

/**
 * Any answer of the one pipeline: what was used, what it cost, where it went, where it is recorded.
 * Immutable.
 */
public sealed interface ModelResponse permits ChatResponse {
  /** Tokens of the attempt that served. Failed attempts stand in {@link #route()}. */
  Usage usage();

  /** What all attempts cost together; absent when no price is known. */
  Optional<Cost> cost();

  /** Where the call went. */
  RouteTaken route();

  /** The call's id in the audit log. */
  CallId auditId();

  /** Where the answer came from. */
  ServedFrom servedFrom();
}
