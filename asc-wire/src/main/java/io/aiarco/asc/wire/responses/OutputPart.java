package io.aiarco.asc.wire.responses;

import io.aiarco.asc.chat.Logprobs;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.TokenLogprob;
import io.aiarco.asc.wire.json.JsonCursor;
import io.aiarco.asc.wire.reply.OpenAiLogprobs;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One part of an item's content or summary. Single-thread. */
final class OutputPart {
  private @Nullable String type;
  private @Nullable String text;
  private @Nullable String refusal;
  private List<TokenLogprob> logprobs = List.of();

  private OutputPart() {}

  /** Reads the part {@code value} stands on and adds what it says, which may be nothing. */
  static void read(JsonCursor value, List<StreamEvent> to) throws IOException {
    if (!value.isObject()) {
      to.add(new StreamEvent.Unknown(ResponsesDialect.NAME, value.json()));
      return;
    }
    long position = value.position();
    OutputPart part = new OutputPart();
    value.object(part::field);
    switch (part.type == null ? "" : part.type) {
      case "output_text" -> {
        if (part.text != null) {
          to.add(new StreamEvent.TextDelta(part.text));
        }
        if (!part.logprobs.isEmpty()) {
          to.add(new StreamEvent.LogprobsDelta(new Logprobs(part.logprobs, List.of()), 0));
        }
      }
      case "refusal" -> {
        if (part.refusal != null) {
          to.add(new StreamEvent.RefusalDelta(part.refusal));
        }
      }
      case "summary_text", "reasoning_text" -> {
        if (part.text != null) {
          to.add(new StreamEvent.ReasoningDelta(part.text));
        }
      }
      default -> to.add(new StreamEvent.Unknown(ResponsesDialect.NAME, value.since(position)));
    }
  }

  private void field(String name, JsonCursor value) throws IOException {
    switch (name) {
      case "type" -> type = value.text();
      case "text" -> text = value.text();
      case "refusal" -> refusal = value.text();
      case "logprobs" -> logprobs = OpenAiLogprobs.tokens(value);
      default -> {}
    }
  }
}
