package io.aiarco.asc.chat;

import io.aiarco.asc.attempt.RouteTaken;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Usage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A model's vectors and the facts of their call. Immutable. */
public final class EmbeddingResponse implements ModelResponse {
  private final EmbeddingReply reply;
  private final Usage usage;
  private final @Nullable Cost cost;
  private final RouteTaken route;
  private final CallId auditId;
  private final ServedFrom servedFrom;
  private final List<Warning> warnings;

  /** Made by the pipeline. {@code usage} and {@code cost} are what was settled. */
  public EmbeddingResponse(
      EmbeddingReply reply,
      Usage usage,
      @Nullable Cost cost,
      RouteTaken route,
      CallId auditId,
      ServedFrom servedFrom,
      List<Warning> warnings) {
    this.reply = reply;
    this.usage = usage;
    this.cost = cost;
    this.route = route;
    this.auditId = auditId;
    this.servedFrom = servedFrom;
    this.warnings = List.copyOf(warnings);
  }

  @Override
  public EmbeddingResponse replayedFor(CallId call) {
    return new EmbeddingResponse(reply, usage, cost, route, call, ServedFrom.DUPLICATE, warnings);
  }

  /** One for each input, in their order, whatever order the provider sent them in. */
  public List<Embedding> embeddings() {
    return reply.embeddings();
  }

  /** The answer with the provider's own id and model. */
  public EmbeddingReply reply() {
    return reply;
  }

  @Override
  public Usage usage() {
    return usage;
  }

  @Override
  public Optional<Cost> cost() {
    return Optional.ofNullable(cost);
  }

  @Override
  public RouteTaken route() {
    return route;
  }

  @Override
  public CallId auditId() {
    return auditId;
  }

  @Override
  public ServedFrom servedFrom() {
    return servedFrom;
  }

  @Override
  public List<Warning> warnings() {
    return warnings;
  }

  @Override
  public <R> R fold(Function<ChatResponse, R> chat, Function<EmbeddingResponse, R> embedding) {
    return embedding.apply(this);
  }

  @Override
  public String toString() {
    return "EmbeddingResponse["
        + auditId
        + ", "
        + route.endpoint()
        + ", "
        + embeddings().size()
        + " embeddings, "
        + usage
        + "]";
  }
}
