package io.aiarco.asc.chat;

import io.aiarco.asc.attempt.RouteTaken;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A model's answer and the facts of its call. Immutable. */
public final class ChatResponse implements ModelResponse {
  private final Reply reply;
  private final Usage usage;
  private final @Nullable Cost cost;
  private final RouteTaken route;
  private final CallId auditId;
  private final ServedFrom servedFrom;
  private final List<Warning> warnings;

  /** Made by the pipeline. {@code usage} and {@code cost} are what was settled. */
  public ChatResponse(
      Reply reply,
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
  public ChatResponse replayedFor(CallId call) {
    return new ChatResponse(reply, usage, cost, route, call, ServedFrom.DUPLICATE, warnings);
  }

  /** All text of the answer; empty when it has none. */
  public String text() {
    if (reply.content().size() == 1 && reply.content().get(0) instanceof Content.Text only) {
      return only.text(); // the usual case, without a copy
    }
    StringBuilder text = new StringBuilder();
    for (Content piece : reply.content()) {
      if (piece instanceof Content.Text t) {
        text.append(t.text());
      }
    }
    return text.toString();
  }

  /** The tools the model wants run, in order. */
  public List<ToolCall> toolCalls() {
    List<ToolCall> calls = new ArrayList<>();
    for (Content piece : reply.content()) {
      if (piece instanceof Content.ToolUse use) {
        calls.add(use.call());
      }
    }
    return calls;
  }

  /** The answer piece by piece, with the provider's own ids and words. */
  public Reply reply() {
    return reply;
  }

  /** Every choice in order, the first too; one unless several were asked for. */
  public List<Choice> choices() {
    return reply.choices();
  }

  /** Why it ended. */
  public FinishReason finishReason() {
    return reply.finishReason();
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
    return chat.apply(this);
  }

  @Override
  public String toString() {
    return "ChatResponse["
        + auditId
        + ", "
        + route.endpoint()
        + ", "
        + finishReason()
        + ", "
        + usage
        + "]";
  }
}
