package io.aiarco.asc.chat;

import io.aiarco.asc.call.CallId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A model's answer and the facts of its call. Immutable. */
public final class ChatResponse implements ModelResponse {
  private final Reply reply;
  private final CallReport report;

  /** Made by the pipeline. */
  public ChatResponse(Reply reply, CallReport report) {
    this.reply = reply;
    this.report = report;
  }

  @Override
  public ChatResponse replayedFor(CallId call) {
    return new ChatResponse(reply, report.replayedFor(call));
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
  public CallReport report() {
    return report;
  }

  @Override
  public <R> R fold(Function<ChatResponse, R> chat, Function<EmbeddingResponse, R> embedding) {
    return chat.apply(this);
  }

  @Override
  public String toString() {
    return "ChatResponse["
        + auditId()
        + ", "
        + route().endpoint()
        + ", "
        + finishReason()
        + ", "
        + usage()
        + "]";
  }
}
