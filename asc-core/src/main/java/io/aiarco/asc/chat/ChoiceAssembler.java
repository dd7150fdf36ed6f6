package io.aiarco.asc.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the content of one choice together. Single-thread. */
final class ChoiceAssembler {
  final List<Content> content = new ArrayList<>();
  final JoinedText text = new JoinedText();
  final JoinedText refusal = new JoinedText();
  final JoinedText reasoning = new JoinedText();
  private Logprobs.@Nullable Joined logprobs;
  @Nullable FinishReason finish;
  @Nullable String rawFinish;

  /** Adds a piece behind all text so far. */
  void piece(Content piece) {
    flush();
    content.add(piece);
  }

  void logprobs(Logprobs more) {
    if (logprobs == null) {
      logprobs = new Logprobs.Joined();
    }
    logprobs.add(more);
  }

  void finish(FinishReason reason, @Nullable String raw) {
    flush();
    finish = reason;
    rawFinish = raw;
  }

  /** The choice; one whose end was never told is as good as {@link FinishReason#MISSING}. */
  Choice choice(int index) {
    flush();
    return new Choice(
        index,
        content,
        refusal.toString(),
        reasoning.toString(),
        logprobs == null ? Logprobs.NONE : logprobs.all(),
        finish == null ? FinishReason.MISSING : finish,
        rawFinish);
  }

  private void flush() {
    if (!text.isEmpty()) {
      content.add(new Content.Text(text.take()));
    }
  }
}
