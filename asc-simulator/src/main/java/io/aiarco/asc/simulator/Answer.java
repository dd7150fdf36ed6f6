package io.aiarco.asc.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A response ready to be written. Immutable but for its bytes, which nobody may change.
 *
 * @param events the body: one part if it is whole, else one to an event
 * @param bare whether {@code events} are the whole response, status line and all
 */
record Answer(
    int status, Map<String, String> headers, List<byte[]> events, boolean stream, boolean bare) {

  static Answer whole(int status, Map<String, String> headers, byte[] body) {
    return new Answer(status, headers, List.of(body), false, false);
  }

  static Answer stream(Map<String, String> headers, List<byte[]> events) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "text/event-stream; charset=utf-8");
    all.put("Cache-Control", "no-cache");
    return new Answer(200, all, events, true, false);
  }

  /** Bytes given by the test, under the headers given by the dialect. */
  static Answer golden(Reply.Golden golden, int status, Map<String, String> headers) {
    String contentType = golden.contentType();
    if (contentType == null) {
      return new Answer(status, Map.of(), List.of(golden.body().shared()), true, true);
    }
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", contentType);
    boolean stream = contentType.startsWith("text/event-stream");
    return new Answer(
        status,
        all,
        stream ? events(golden.body().shared()) : List.of(golden.body().shared()),
        stream,
        false);
  }

  Answer with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Answer(status, all, events, stream, bare);
  }

  long bodyBytes() {
    return events.stream().mapToLong(event -> event.length).sum();
  }

  /** Cuts a recorded stream behind each blank line, whatever its line ends are. */
  private static List<byte[]> events(byte[] recorded) {
    List<byte[]> events = new ArrayList<>();
    // One char to a byte: only line ends matter here, and the bytes must come out as they went in.
    String text = new String(recorded, StandardCharsets.ISO_8859_1);
    for (String event : text.split("(?<=\n\n|\r\n\r\n|\r\r)")) {
      events.add(event.getBytes(StandardCharsets.ISO_8859_1));
    }
    return events;
  }
}
