package io.aiarco.asc.audit.ship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.audit.anchor.LoopbackServer;
import io.aiarco.asc.audit.anchor.LoopbackServer.Answer;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.Lines;
import io.aiarco.asc.audit.ship.ShipException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSinkTest extends SinkContract {
  private final Map<String, Copy> copies = new ConcurrentHashMap<>();
  private LoopbackServer server;

  /** What the receiver has of one log. */
  private record Copy(Head head, byte[] bytes) {}

  @BeforeEach
  void serve() throws IOException {
    server = new LoopbackServer(this::answer);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  RecordSink open() {
    return new HttpSink(server.destination());
  }

  @Override
  byte[] kept(String origin) {
    return copies.get(origin).bytes();
  }

  @Test
  void everyOtherAnswerIsAReason() throws Exception {
    assertFails(Reason.REFUSED, 503, "");
    assertFails(Reason.INVALID, 200, "seven records");
    assertFails(Reason.INVALID, 200, "7 " + "A".repeat(64));
    server.close();
    ShipException e = assertThrows(ShipException.class, () -> open().head(log.origin()));
    assertEquals(Reason.UNREACHABLE, e.reason());
  }

  private void assertFails(Reason reason, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (LoopbackServer other = new LoopbackServer((m, p, b) -> new Answer(status, bytes))) {
      HttpSink sink = new HttpSink(other.destination());
      ShipException e = assertThrows(ShipException.class, () -> sink.head(log.origin()));
      assertEquals(reason, e.reason());
      e =
          assertThrows(
              ShipException.class, () -> sink.append(log.origin(), log.head(0), log.run(0, 1)));
      assertEquals(reason, e.reason());
    }
  }

  /** The receiver as docs/audit.md lays it down. */
  private synchronized Answer answer(String method, String path, byte[] body) {
    String origin = path.substring(1);
    Copy copy = copies.get(origin);
    if (method.equals("GET")) {
      return copy == null ? new Answer(404, new byte[0]) : head(200, copy.head());
    }
    Head before = copy == null ? Head.start(origin) : copy.head();
    try {
      if (new Lines(body, false, before.next(), before.hash()).next().isEmpty()) {
        return head(409, before);
      }
      Head after = ShippedLines.check(origin, before, body).head();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(copy == null ? new byte[0] : copy.bytes());
      all.writeBytes(body);
      copies.put(origin, new Copy(after, all.toByteArray()));
      return head(200, after);
    } catch (FormatException e) {
      return new Answer(
          422, Optional.ofNullable(e.getMessage()).orElse("").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Answer head(int status, Head head) {
    return new Answer(status, (head + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
