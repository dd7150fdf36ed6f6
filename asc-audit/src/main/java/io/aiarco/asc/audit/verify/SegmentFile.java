package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.LogFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One segment file and its seal, docs/audit-format.md §5. Immutable; the bytes are not copied. */
final class SegmentFile {
  private final long first;
  private final boolean last;
  private final byte[] data;
  private final byte @Nullable [] seal;
  private final String expectedSeal;

  private SegmentFile(long first, boolean last, byte[] data, byte @Nullable [] seal) {
    this.first = first;
    this.last = last;
    this.data = data;
    this.seal = seal;
    this.expectedSeal =
        seal == null ? "" : LeafHash.hex(data) + "  " + LogFiles.segment(first) + "\n";
  }

  /** Reads and hashes the segment that begins with record {@code first}. */
  static SegmentFile read(LogFolder folder, long first, boolean last) throws IOException {
    byte[] data = folder.read(LogFiles.segment(first));
    return new SegmentFile(first, last, data, folder.readOrNull(LogFiles.seal(first)));
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
