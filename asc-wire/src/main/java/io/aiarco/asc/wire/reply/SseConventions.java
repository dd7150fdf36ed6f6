package io.aiarco.asc.wire.reply;

import io.aiarco.asc.wire.sse.SseEvent;
import java.nio.charset.StandardCharsets;

/** What providers and proxies send as events beside the protocol's own. */
public final class SseConventions {
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private SseConventions() {}

  /** Whether it is the end mark of OpenAI's protocol, which proxies put into others too. */
  public static boolean isDone(SseEvent event) {
    return event.dataIs(DONE);
  }

  /**
   * Whether its name calls it an error, whatever its data is: some relays put plain words there.
   */
  public static boolean isError(SseEvent event) {
    return event.name().equals("error");
  }

  /**
   * Whether it says nothing: no data, or a keep-alive comment that some proxy wrapped as data
   * ({@code data: : keepalive}).
   */
  public static boolean isKeepAlive(SseEvent event) {
    for (int i = 0; i < event.length(); i++) {
      byte b = event.bytes()[i];
      if (b != ' ') {
        return b == ':';
      }
    }
    return true;
  }
}
