package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Server-sent events as providers write them: UTF-8, LF, one line of data (WHATWG HTML §9.2). */
final class Sse {

  /** What ends a Chat Completions stream. */
  static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

  private Sse() {}

  static byte[] data(JsonObject data) {
    return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  static byte[] named(String name, JsonObject data) {
    return ("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The events of several choices by turns, each choice's own in order, as providers mix them. */
  static List<byte[]> interleaved(List<List<byte[]>> choices) {
    List<byte[]> all = new ArrayList<>();
    int longest = choices.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (List<byte[]> events : choices) {
        if (i < events.size()) {
          all.add(events.get(i));
        }
      }
    }
    return all;
  }
}
