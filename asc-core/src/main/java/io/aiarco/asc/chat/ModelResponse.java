package io.aiarco.asc.chat;

import io.aiarco.asc.attempt.RouteTaken;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Usage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Any answer of the one pipeline: what was used, what it cost, where it went, where it is recorded.
 * Immutable.
 */
public sealed interface ModelResponse permits ChatResponse, EmbeddingResponse {
  /** The facts of its call. */
  CallReport report();

  /** Tokens of the attempt that served. Failed attempts stand in {@link #route()}. */
  default Usage usage() {
    return report().usage();
  }

  /** What all attempts cost together; absent when no price is known. */
  default Optional<Cost> cost() {
    return Optional.ofNullable(report().cost());
  }

  /** Where the call went. */
  default RouteTaken route() {
    return report().route();
  }

  /**
   * The call's id in the audit log. Should {@link #warnings()} have {@link Warning#UNRECORDED}, no
   * record has that id: the call is one of those that a {@code gap} of its tenant counts.
   */
  default CallId auditId() {
    return report().auditId();
  }

  /** Where the answer came from. */
  default ServedFrom servedFrom() {
    return report().servedFrom();
  }

  /** What was not done as it was asked for; mostly nothing. */
  default List<Warning> warnings() {
    return report().warnings();
  }

  /** The same answer to another call. */
  ModelResponse replayedFor(CallId call);

  /** One function per kind. */
  <R> R fold(Function<ChatResponse, R> chat, Function<EmbeddingResponse, R> embedding);
}
