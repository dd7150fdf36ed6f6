package io.aiarco.asc.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aiarco.asc.chat.InvalidRequestException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Reads what clients send: a request that every UTF-8 reader can read, or a refusal. */
record RequestReading(Reader reader) implements Target.Law {
  /** A dialect's own reader. */
  interface Reader {
    Object read(byte[] body, int length);
  }

  @Override
  public void hold(Input input) {
    byte[] body = input.body();
    try {
      reader.read(body, body.length);
    } catch (InvalidRequestException e) {
      return;
    }
    if (!isText(body)) {
      throw new IllegalStateException("read: other bytes than UTF-8 (expected: a refusal)");
    }
  }

  /** Whether it is UTF-8 without a NUL, which UTF-16 and UTF-32 are full of and no JSON has. */
  private static boolean isText(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).chars().noneMatch(c -> c == 0);
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
