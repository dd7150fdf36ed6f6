package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.LogFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One segment file and its seal, docs/audit-format.md §5. Immutable; the bytes are not copied. */
final class SegmentFile {
  private static final int PIECE_BYTES = 1 << 16;

  private final long first;
  private final boolean last;
  private final byte[] data;
  private final byte @Nullable [] seal;
  private final String expectedSeal;

  private SegmentFile(
      long first, boolean last, byte[] data, byte @Nullable [] seal, String expectedSeal) {
    this.first = first;
    this.last = last;
    this.data = data;
    this.seal = seal;
    this.expectedSeal = expectedSeal;
  }

  /** Reads and hashes the segment that begins with record {@code first}. */
  static SegmentFile read(LogFolder folder, long first, boolean last) throws IOException {
    String name = LogFiles.segment(first);
    byte[] seal = folder.readOrNull(LogFiles.seal(first));
    MessageDigest digest = LeafHash.sha256();
    byte[] data;
    try (InputStream in = folder.open(name)) {
      data = new byte[Math.toIntExact(folder.size(name))];
      int length = 0;
      // A piece is hashed while the processor's cache still has it.
      for (int read; (read = in.readNBytes(data, length, piece(data, length))) > 0; ) {
        digest.update(data, length, seal == null ? 0 : read);
        length += read;
      }
      data = length == data.length ? data : Arrays.copyOf(data, length);
    }
    String expected = HexFormat.of().formatHex(digest.digest()) + "  " + name + "\n";
    return new SegmentFile(first, last, data, seal, expected);
  }

  private static int piece(byte[] data, int from) {
    return Math.min(PIECE_BYTES, data.length - from);
  }

  long first() {
    return first;
  }

  /** Whether no segment follows. */
  boolean isLast() {
    return last;
  }

  /** Whether it is being written, or was when its writer was killed. */
  boolean isOpen() {
    return last && seal == null;
  }

  byte[] data() {
    return data;
  }

  /** Checks the seal of a segment that is not open. */
  void check(Findings findings) {
    String name = LogFiles.segment(first);
    if (seal == null) {
      findings.fail(first, name + " is not the last segment and has no .sha256");
    } else if (!Arrays.equals(seal, expectedSeal.getBytes(StandardCharsets.UTF_8))) {
      findings.fail(first, name + ".sha256 does not match the file");
    }
  }
}
