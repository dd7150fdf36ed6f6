package io.aiarco.asc.provider.http;

import io.aiarco.asc.egress.EgressResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * An answer's body until its first content: pings of a stream, or blanks before a whole reply, show
 * that the provider lives, and a provider that only lives must still end by the first-token
 * time-out. In a stream whoever decodes it knows content; a whole reply begins with its first byte
 * that is no blank. One thread reads.
 */
final class FirstContent extends InputStream {
  private final EgressResponse answer;
  private final InputStream body;
  private final boolean streamed;
  private boolean come;

  FirstContent(EgressResponse answer, boolean streamed) {
    this.answer = answer;
    this.body = answer.body();
    this.streamed = streamed;
  }

  /** The first content has come. */
  void hasCome() {
    come = true;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (come) {
      return body.read(into, offset, length);
    }
    answer.stillWaiting();
    int count = body.read(into, offset, length);
    come = !streamed && !isBlank(into, offset, count);
    return count;
  }

  private static boolean isBlank(byte[] bytes, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
        return false;
      }
    }
    return true;
  }
}
