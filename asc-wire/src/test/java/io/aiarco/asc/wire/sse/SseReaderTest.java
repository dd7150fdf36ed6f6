package io.aiarco.asc.wire.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.wire.SlicedStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {
  private record Event(String name, String data) {}

  @Property(tries = 500)
  void cutsAndLineEndingsDoNotMatter(
      @ForAll("events") List<Event> events,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 40) Integer> slices,
      @ForAll long seed)
      throws IOException {
    byte[] stream = written(events, new Random(seed));
    assertEquals(events, read(new SseReader(new SlicedStream(stream, slices))));
  }

  @Provide
  static Arbitrary<List<Event>> events() {
    Arbitrary<String> data =
        Arbitraries.strings().withChars("a :é€😀\uFEFF\n{}\"".toCharArray()).ofMaxLength(20);
    Arbitrary<String> wellFormed = data.map(text -> new String(text.getBytes(UTF_8), UTF_8));
    return Combinators.combine(Arbitraries.of("", "ping", "é"), wellFormed).as(Event::new).list();
  }

  /** The events in one of the many ways the grammar allows. */
  private static byte[] written(List<Event> events, Random random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
    for (Event event : events) {
      if (random.nextInt(3) == 0) {
        line(text, random, ": a comment\u2028");
        line(text, random, "");
      }
      if (!event.name.isEmpty()) {
        field(text, random, "event", event.name);
      }
      line(text, random, random.nextBoolean() ? "retry: 5" : "id");
      for (String part : event.data.split("\n", -1)) {
        field(text, random, "data", part);
      }
      line(text, random, "");
    }
    return text.toString().getBytes(UTF_8);
  }

  private static void field(StringBuilder text, Random random, String name, String value) {
    boolean space = value.startsWith(" ") || random.nextBoolean();
    line(
        text,
        random,
        value.isEmpty() && random.nextBoolean() ? name : name + (space ? ": " : ":") + value);
  }

  private static void line(StringBuilder text, Random random, String line) {
    boolean afterCr = text.length() > 0 && text.charAt(text.length() - 1) == '\r';
    // CR and an empty line ended by LF would read as one CRLF.
    String ending =
        line.isEmpty() && afterCr ? "\r" : List.of("\n", "\r", "\r\n").get(random.nextInt(3));
    text.append(line).append(ending);
  }

  @Test
  void eventWithoutEmptyLineAfterItIsDiscardedAndSaidSo() throws IOException {
    SseReader reader = reader("data: a\n\ndata: b\n");
    assertEquals(List.of(new Event("", "a")), read(reader));
    assertTrue(reader.endedInsideEvent());
  }

  @Test
  void halfALineAtTheEndIsDiscardedAndSaidSo() throws IOException {
    SseReader reader = reader("data: a\n\ndata: b");
    assertEquals(List.of(new Event("", "a")), read(reader));
    assertTrue(reader.endedInsideEvent());
  }

  @Test
  void streamThatEndsAfterAnEventDidNotEndInsideOne() throws IOException {
    SseReader reader = reader("data: a\r\n\r\n");
    read(reader);
    assertFalse(reader.endedInsideEvent());
  }

  @Test
  void eventWithoutDataIsNoEventAndItsNameDoesNotStick() throws IOException {
    assertEquals(List.of(new Event("", "a")), read(reader("event: ping\n\ndata: a\n\n")));
  }

  @Test
  void emptyDataIsAnEvent() throws IOException {
    assertEquals(List.of(new Event("", "")), read(reader("data:\n\n")));
  }

  @Test
  void emptyLineIsActedOnAtItsCrWithoutWaiting() throws IOException {
    ByteArrayInputStream blocking =
        new ByteArrayInputStream("data: a\r\r".getBytes(UTF_8)) {
          @Override
          public synchronized int read(byte[] to, int offset, int length) {
            if (available() == 0) {
              throw new AssertionError("read past what is needed");
            }
            return super.read(to, offset, length);
          }
        };
    SseEvent event = new SseReader(blocking).next();
    assertEquals("a", event == null ? null : event.data());
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 20, 5 << 20, 31 << 20})
  void longLinesAreRead(int length) throws IOException {
    SseEvent event = reader("data: " + "x".repeat(length) + "\n\n").next();
    assertEquals(length, event == null ? -1 : event.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"data: 0123456789", "data: 01\ndata: 23\ndata: 45\ndata: 67", ": 01234567890"})
  void whatExceedsTheLimitIsAnErrorNeverCut(String text) {
    SseReader reader = new SseReader(new ByteArrayInputStream((text + "\n\n").getBytes(UTF_8)), 10);
    assertEquals(
        "event: more than 10 bytes (expected: at most that)",
        assertThrows(SseLimitException.class, reader::next).getMessage());
  }

  @Test
  void lineOfExactlyTheLimitIsRead() throws IOException {
    SseReader reader =
        new SseReader(new ByteArrayInputStream("data: 0123\n\n".getBytes(UTF_8)), 10);
    assertEquals(List.of(new Event("", "0123")), read(reader));
  }

  private static SseReader reader(String text) {
    return new SseReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  private static List<Event> read(SseReader reader) throws IOException {
    List<Event> events = new ArrayList<>();
    for (SseEvent event; (event = reader.next()) != null; ) {
      events.add(new Event(event.name(), event.data()));
    }
    return events;
  }
}
