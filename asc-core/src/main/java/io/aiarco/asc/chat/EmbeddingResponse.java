package io.aiarco.asc.chat;

import io.aiarco.asc.call.CallId;
import java.util.List;
import java.util.function.Function;

/** A model's vectors and the facts of their call. Immutable. */
public final class EmbeddingResponse implements ModelResponse {
  private final EmbeddingReply reply;
  private final CallReport report;

  /** Made by the pipeline. */
  public EmbeddingResponse(EmbeddingReply reply, CallReport report) {
    this.reply = reply;
    this.report = report;
  }

  @Override
  public EmbeddingResponse replayedFor(CallId call) {
    return new EmbeddingResponse(reply, report.replayedFor(call));
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
  public CallReport report() {
    return report;
  }

  @Override
  public <R> R fold(Function<ChatResponse, R> chat, Function<EmbeddingResponse, R> embedding) {
    return embedding.apply(this);
  }

  @Override
  public String toString() {
    return "EmbeddingResponse["
        + auditId()
        + ", "
        + route().endpoint()
        + ", "
        + embeddings().size()
        + " embeddings, "
        + usage()
        + "]";
  }
}
