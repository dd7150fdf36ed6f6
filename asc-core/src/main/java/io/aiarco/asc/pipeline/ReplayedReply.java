package io.aiarco.asc.pipeline;

import io.aiarco.asc.chat.Choice;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Embedding;
import io.aiarco.asc.chat.EmbeddingReply;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.ModelResponse;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.StreamEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** An earlier reply once more, as events. Single-thread but for the settlement. */
final class ReplayedReply implements EventSource {
  private final Exchange.Received received;
  private final ModelResponse earlier;
  private final Iterator<StreamEvent> events;

  ReplayedReply(Exchange.Received received, ModelResponse earlier) {
    this.received = received;
    this.earlier = earlier;
    this.events =
        earlier
            .fold(chat -> events(chat.reply()), embedding -> events(embedding.reply()))
            .iterator();
  }

  @Override
  public StreamEvent next() {
    received.settlement().enter("replay");
    StreamEvent event = events.next();
    if (event instanceof StreamEvent.Finished) {
      received.settlement().end(Ending.complete(earlier.replayedFor(received.call())));
      received.settlement().enter("settlement"); // throws when it was ended from elsewhere
    }
    return event;
  }

  private static List<StreamEvent> events(Reply reply) {
    List<StreamEvent> events = new ArrayList<>();
    events.add(new StreamEvent.Started(reply.id(), reply.model()));
    for (Choice choice : reply.choices()) {
      content(choice, events);
      if (choice.index() > 0) {
        events.add(
            new StreamEvent.ChoiceFinished(
                choice.index(), choice.finishReason(), choice.rawFinish()));
      }
    }
    events.add(new StreamEvent.UsageReport(reply.usage()));
    if (reply.extras() != null) {
      events.add(new StreamEvent.Extras(reply.extras()));
    }
    events.add(new StreamEvent.Finished(reply.finishReason(), reply.rawFinish()));
    return events;
  }

  private static List<StreamEvent> events(EmbeddingReply reply) {
    List<StreamEvent> events = new ArrayList<>(reply.embeddings().size() + 3);
    events.add(new StreamEvent.Started(reply.id(), reply.model()));
    int index = 0;
    for (Embedding embedding : reply.embeddings()) {
      events.add(new StreamEvent.Embedded(index++, embedding));
    }
    events.add(new StreamEvent.UsageReport(reply.usage()));
    events.add(new StreamEvent.Finished(FinishReason.STOP, null));
    return events;
  }

  private static void content(Choice choice, List<StreamEvent> events) {
    int index = choice.index();
    boolean inPieces = choice.reasoning().equals(reasoningOf(choice));
    if (!choice.reasoning().isEmpty() && !inPieces) {
      events.add(new StreamEvent.ReasoningDelta(choice.reasoning(), index));
    }
    if (!choice.refusal().isEmpty()) {
      events.add(new StreamEvent.RefusalDelta(choice.refusal(), index));
    }
    int calls = 0;
    for (Content piece : choice.content()) {
      if (piece instanceof Content.Text text) {
        events.add(new StreamEvent.TextDelta(text.text(), index));
      } else if (piece instanceof Content.ToolUse use) {
        events.add(new StreamEvent.ToolCallComplete(calls++, use.call(), index));
      } else if (piece instanceof Content.Reasoning reasoning) {
        if (inPieces && !reasoning.text().isEmpty()) {
          events.add(new StreamEvent.ReasoningDelta(reasoning.text(), index));
        }
        events.add(new StreamEvent.ReasoningComplete(reasoning, index));
      }
    }
    if (!choice.logprobs().isEmpty()) {
      events.add(new StreamEvent.LogprobsDelta(choice.logprobs(), index));
    }
  }

  /** What its pieces show of reasoning: each is told by itself, since each is signed by itself. */
  private static String reasoningOf(Choice choice) {
    StringBuilder text = new StringBuilder();
    for (Content piece : choice.content()) {
      if (piece instanceof Content.Reasoning reasoning) {
        text.append(reasoning.text());
      }
    }
    return text.toString();
  }
}
