package io.aiarco.asc.testkit.conformance;

import io.aiarco.asc.chat.InvalidRequestException;
import java.util.List;
import java.util.Map;

/** One request carried over by one subject, and what came of it. */
final class Sending {
  private Sending() {}

  /** Gives {@code request} to {@code subject}. */
  static Outcome of(RequestSubject subject, WireBody request) {
    try {
      RequestSubject.Sent sent = subject.send(request.wire(), request.bytes());
      List<String> warnings =
          sent.warnings().stream().map(warning -> "warning: " + warning.what()).toList();
      return new Outcome(Map.of("sent", sent.body().text()), warnings);
    } catch (InvalidRequestException e) {
      return new Outcome(Map.of("refused", reason(e)), List.of());
    }
  }

  /** What is refused, without what was expected. */
  private static String reason(InvalidRequestException e) {
    String message = String.valueOf(e.getMessage());
    int expected = message.indexOf(" (expected:");
    return expected < 0 ? message : message.substring(0, expected);
  }
}
