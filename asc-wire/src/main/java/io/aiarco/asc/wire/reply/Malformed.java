package io.aiarco.asc.wire.reply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.json.ProviderJson;
import io.aiarco.asc.wire.sse.SseEvent;

/** Replies that are not what their protocol says, and the checks that find most of them. */
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

  /** A whole reply's object. */
  public static ObjectNode requireObject(byte[] body) throws ProviderFailure {
    return ProviderJson.object(body, body.length)
        .orElseThrow(() -> reply("reply: " + body.length + " bytes (expected: a JSON object)"));
  }

  /** An event's object. */
  public static ObjectNode requireObject(SseEvent event) throws ProviderFailure {
    return ProviderJson.object(event.bytes(), event.length())
        .orElseThrow(() -> reply("event: " + event.length() + " bytes (expected: a JSON object)"));
  }
}
