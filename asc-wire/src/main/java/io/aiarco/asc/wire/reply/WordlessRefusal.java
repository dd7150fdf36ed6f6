package io.aiarco.asc.wire.reply;

import io.aiarco.asc.chat.FinishReason;

/**
 * How a refusal is told where only its words tell it from an answer: without any it goes out as
 * filtered, since the protocol's ordinary end would call it a whole answer.
 */
public final class WordlessRefusal {
  private WordlessRefusal() {}

  /** What to tell of {@code reason}; {@code worded}: whether words of a refusal were told. */
  public static FinishReason told(FinishReason reason, boolean worded) {
    return reason == FinishReason.REFUSAL && !worded ? FinishReason.PROVIDER_FILTER : reason;
  }
}
