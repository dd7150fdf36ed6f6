package io.aiarco.asc.wire.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One event of a stream: a window into its {@link SseReader}, which uses it again. Valid until the
 * reader's next {@code next()}. Single-thread.
 */
public final class SseEvent {
  private String name = "";
  private byte[] bytes = {};
  private int length;

  SseEvent() {}

  /** An event of its own, which no reader changes. */
  public static SseEvent of(String name, String data) {
    SseEvent event = new SseEvent();
    byte[] utf8 = data.getBytes(StandardCharsets.UTF_8);
    event.set(name, utf8, utf8.length);
    return event;
  }

  void set(String name, byte[] bytes, int length) {
    this.name = name;
    this.bytes = bytes;
    this.length = length;
  }

  /** The {@code event} field; empty when the event has none. */
  public String name() {
    return name;
  }

  /** An array that begins with the data: {@link #length()} bytes of it count. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many bytes the data has. */
  public int length() {
    return length;
  }

  /** Whether the data is exactly {@code expected}. */
  public boolean dataIs(byte[] expected) {
    return Arrays.equals(bytes, 0, length, expected, 0, expected.length);
  }

  /** The data as text, a fresh copy. */
  public String data() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "SseEvent[" + name + ", " + length + " bytes]";
  }
}
