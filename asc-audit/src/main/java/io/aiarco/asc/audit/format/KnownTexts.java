package io.aiarco.asc.audit.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Short ASCII texts that were read before: keys, types, tenants, models stand in every record, and
 * one {@link String} for all of them costs less than a new one for each. A text that falls on the
 * place of another takes it. Thread-safe, since entries are immutable and nothing depends on which
 * one is found.
 */
final class KnownTexts {
  private static final int MAX_BYTES = 24;
  private static final Known[] KNOWN = new Known[1 << 12];

  private static final class Known {
    private final byte[] bytes;
    private final String text;

    Known(byte[] bytes) {
      this.bytes = bytes;
      this.text = new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private KnownTexts() {}

  /** The text of {@code length} bytes of ASCII. */
  static String of(byte[] bytes, int from, int length) {
    if (length > MAX_BYTES) {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
    int place = (int) Bytes.hash(bytes, from, from + length) & KNOWN.length - 1;
    Known known = KNOWN[place];
    if (known != null
        && Bytes.same(known.bytes, 0, known.bytes.length, bytes, from, from + length)) {
      return known.text;
    }
    Known fresh = new Known(Arrays.copyOfRange(bytes, from, from + length));
    KNOWN[place] = fresh;
    return fresh.text;
  }
}
