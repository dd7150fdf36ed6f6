package io.aiarco.asc.testkit.conformance;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Embedding;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.ReplyAssembler;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.provider.ProviderFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One reply read by one subject, and what came of it. Single-thread. */
final class Reading {
  private final ReplyAssembler assembler = new ReplyAssembler();
  private final Shown shown = new Shown();
  private int unknown;

  private Reading() {}

  /** Reads {@code reply} to its end. */
  static Outcome of(ConformanceSubject subject, WireReply reply) {
    Reading reading = new Reading();
    try {
      subject.read(reply, reading::take);
      return reading.replied();
    } catch (ProviderFailure e) {
      return reading.failed(
          e.failure(), Map.of("code", e.providerCode().orElse(""), "wait", Outcome.wait(e)));
    } catch (IOException e) {
      return reading.failed(FailureClass.TRUNCATED, Map.of());
    }
  }

  private void take(StreamEvent event) {
    if (assembler.isFinished()) {
      throw new IllegalStateException("event: " + event + " (expected: none after Finished)");
    }
    assembler.add(event);
    event.accept(shown);
  }

  private Outcome replied() {
    if (!assembler.isFinished()) {
      throw new IllegalStateException("events: no Finished (expected: one, or a failure)");
    }
    Reply reply = assembler.reply();
    Map<String, String> words = new HashMap<>();
    words.put("finish", reply.finishReason().name());
    words.put("raw", reply.rawFinish() == null ? "none" : reply.rawFinish());
    words.put("id", reply.id() == null ? "none" : reply.id());
    words.put("model", reply.model() == null ? "none" : reply.model());
    words.put("reasoning", reply.reasoning());
    words.put("refusal", reply.refusal());
    words.put("usage", Outcome.usage(reply.usage()));
    words.put("unknown", String.valueOf(unknown));
    List<String> content = new ArrayList<>();
    for (Content piece : reply.content()) {
      // What a provider wants back unread is no content; the text of it is judged as reasoning.
      if (!(piece instanceof Content.Reasoning)) {
        content.add(piece.accept(PIECES));
      }
    }
    assembler.embeddingReply().embeddings().forEach(vector -> content.add(vector(vector)));
    return new Outcome(words, content);
  }

  /** A failure, and what had been shown until then. */
  private Outcome failed(FailureClass failure, Map<String, String> more) {
    Map<String, String> words = new HashMap<>(more);
    words.put("failure", failure.name());
    words.put("reasoning", shown.reasoning.toString());
    words.put("refusal", shown.refusal.toString());
    words.put("usage", Outcome.usage(assembler.usage()));
    words.put("unknown", String.valueOf(unknown));
    List<String> content = new ArrayList<>();
    if (shown.text.length() > 0) {
      content.add("text: " + shown.text);
    }
    content.addAll(shown.released);
    return new Outcome(words, content);
  }

  private static String vector(Embedding embedding) {
    StringBuilder text = new StringBuilder("vector:");
    for (float value : embedding.values()) {
      text.append(' ').append(value);
    }
    return text.toString();
  }

  private static String tool(ToolCall call) {
    return "tool: " + call.id() + " " + call.name() + " " + call.arguments().text();
  }

  /** What a caller has seen of a reply that may yet fail. */
  private final class Shown implements StreamEvent.Visitor<Boolean> {
    final StringBuilder text = new StringBuilder();
    final StringBuilder reasoning = new StringBuilder();
    final StringBuilder refusal = new StringBuilder();
    final List<String> released = new ArrayList<>();

    @Override
    public Boolean textDelta(StreamEvent.TextDelta delta) {
      text.append(delta.text());
      return true;
    }

    @Override
    public Boolean reasoningDelta(StreamEvent.ReasoningDelta delta) {
      reasoning.append(delta.text());
      return true;
    }

    @Override
    public Boolean refusalDelta(StreamEvent.RefusalDelta delta) {
      refusal.append(delta.text());
      return true;
    }

    @Override
    public Boolean toolCallComplete(StreamEvent.ToolCallComplete complete) {
      released.add(tool(complete.call()));
      return true;
    }

    @Override
    public Boolean other(StreamEvent event) {
      if (event instanceof StreamEvent.Unknown) {
        unknown++;
      }
      return false;
    }
  }

  private static final Content.Visitor<String> PIECES =
      new Content.Visitor<>() {
        @Override
        public String text(Content.Text text) {
          return "text: " + text.text();
        }

        @Override
        public String toolUse(Content.ToolUse use) {
          return tool(use.call());
        }

        @Override
        public String other(Content content) {
          return content.getClass().getSimpleName();
        }
      };
}
