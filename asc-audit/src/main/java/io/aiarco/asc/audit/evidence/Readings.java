package io.aiarco.asc.audit.evidence;

import io.aiarco.asc.audit.format.FormatException;
import java.io.IOException;

/** Says what is wrong with a log in the words that callers outside this module know. */
final class Readings {
  private Readings() {}

  /** Something that reads a log. */
  interface Reading<T> {
    T read() throws IOException, FormatException;
  }

  /** Reads. */
  static <T> T of(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (FormatException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
