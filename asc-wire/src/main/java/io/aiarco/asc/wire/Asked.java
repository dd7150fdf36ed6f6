package io.aiarco.asc.wire;

import io.aiarco.asc.chat.ChatRequest;

/**
 * What a reply answers, as far as reading it depends on that.
 *
 * @param model the provider's own name of the model: what the provider wants back is bound to it
 * @param choices how many answers were asked for, at least 1; any beyond are passed over
 * @param streamed whether a stream was asked for
 * @param extras whether fields that only this wire knows are kept, since a client of the same wire
 *     is to be served; to anybody else they are worth nothing and cost. Immutable.
 */
public record Asked(String model, int choices, boolean streamed, boolean extras) {
  public Asked {
    if (choices < 1) {
      throw new IllegalArgumentException("choices: " + choices + " (expected: >= 1)");
    }
  }

  /** What {@code request} asks of {@code model}, in {@code dialect}. */
  public static Asked of(ChatRequest request, WireDialect dialect, String model, boolean streamed) {
    boolean extras = request.clientDialect().filter(dialect.name()::equals).isPresent();
    return new Asked(model, request.sampling().choices(), streamed, extras);
  }
}
