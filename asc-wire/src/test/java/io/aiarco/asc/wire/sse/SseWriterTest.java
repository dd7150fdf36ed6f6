package io.aiarco.asc.wire.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class SseWriterTest {
  @Property
  void readerGetsWhatWasWritten(
      @ForAll @CharRange(from = 'a', to = 'z') String name,
      @ForAll @Chars({'a', ':', ' ', '\n'}) String data)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SseWriter writer = new SseWriter(out);
    writer.keepAlive();
    writer.event(name, data.getBytes(UTF_8));
    SseEvent event = new SseReader(new ByteArrayInputStream(out.toByteArray())).next();
    assertEquals(name, event == null ? null : event.name());
    assertEquals(data, event == null ? null : event.data());
  }

  @Test
  void everyKindOfLineEndingInDataBecomesALine() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SseWriter(out).event("", "a\r\nb\rc\nd".getBytes(UTF_8));
    assertEquals("data: a\ndata: b\ndata: c\ndata: d\n\n", out.toString(UTF_8));
  }

  @Test
  void nameOfTwoLinesIsRefused() {
    SseWriter writer = new SseWriter(new ByteArrayOutputStream());
    assertThrows(IllegalArgumentException.class, () -> writer.event("a\ndata: b", new byte[0]));
  }
}
