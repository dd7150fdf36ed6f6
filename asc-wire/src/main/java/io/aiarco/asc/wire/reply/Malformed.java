package io.aiarco.asc.wire.reply;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.sse.SseEvent;

/** What to say of replies that are not what their protocol says. */
public final class Malformed {
  private Malformed() {}

  /** The failure; {@code why}: what, value, expectation, nothing of the reply's text. */
  public static ProviderFailure reply(String why) {
    return ProviderFailure.of(FailureClass.MALFORMED, why, null);
  }

  /** The failure of a stream whose end never came. */
  public static ProviderFailure truncated(String expected) {
    return ProviderFailure.of(
        FailureClass.TRUNCATED, "stream: broke off (expected: " + expected + ")", null);
  }

  /** The failure of a whole reply of {@code length} bytes that is no object. */
  public static ProviderFailure wholeReply(int length) {
    return reply("reply: " + length + " bytes (expected: a JSON object)");
  }

  /** The failure of an event that is no object. */
  public static ProviderFailure event(SseEvent event) {
    return reply("event: " + event.length() + " bytes (expected: a JSON object)");
  }
}
