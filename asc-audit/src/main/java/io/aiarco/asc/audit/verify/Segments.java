package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.LogFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the segment files of a log in order and checks their seals, docs/audit-format.md §1 and §5.
 */
final class Segments {
  private final LogFolder folder;
  private final @Nullable Long cut;
  private final Records records;
  private final Findings findings;

  Segments(LogFolder folder, @Nullable Long cut, Records records, Findings findings) {
    this.folder = folder;
    this.cut = cut;
    this.records = records;
    this.findings = findings;
  }

  /** Reads every segment among {@code files}, until the records cannot be followed further. */
  void read(List<String> files) throws IOException, Records.StopException {
    List<Long> firsts =
        files.stream().flatMap(f -> LogFiles.segmentSeq(f).stream().boxed()).sorted().toList();
    if (firsts.isEmpty()) {
      findings.fail(0, "no segment file");
      return;
    }
    long start = firsts.get(0);
    records.startAt(start);
    for (String file : files) {
      OptionalLong seal = LogFiles.sealSeq(file);
      if (seal.isPresent() && seal.getAsLong() > start && !firsts.contains(seal.getAsLong())) {
        findings.fail(seal.getAsLong(), file + " without its segment");
      }
    }
    for (long first : firsts) {
      readSegment(first, first == firsts.get(firsts.size() - 1));
    }
  }

  private void readSegment(long first, boolean last) throws IOException, Records.StopException {
    String name = LogFiles.segment(first);
    byte[] data = folder.read(name);
    byte[] seal = folder.readOrNull(LogFiles.seal(first));
    if (records.atCut()) {
      records.skip(data);
      return;
    }
    if (first != records.next()) {
      findings.fail(
          records.next(), name + " (expected: a segment file from seq " + records.next() + ")");
      throw new Records.StopException();
    }
    boolean open = last && seal == null;
    if (!open) {
      checkSeal(first, data, seal);
    }
    RecordRules rules = records.rules();
    if (rules != null) {
      rules.beginSegment();
    }
    records.read(first, data, open);
    checkEnd(first, open, last);
  }

  private void checkEnd(long first, boolean open, boolean last) throws Records.StopException {
    long next = records.next();
    String broken = records.broken();
    RecordRules rules = records.rules();
    if (broken != null) {
      if (next == first) {
        findings.fail(next, LogFiles.segment(first) + ": first record: " + broken);
      } else if (!open) {
        findings.fail(next, broken + "; before the open segment");
      }
      if (!last) {
        throw new Records.StopException();
      }
    } else if (!open && cut == null && rules != null) {
      findings.attempt(next - 1, rules::requireTallies);
    }
  }

  private void checkSeal(long first, byte[] data, byte @Nullable [] seal) {
    String name = LogFiles.segment(first);
    String expected = LeafHash.hex(data) + "  " + name + "\n";
    if (seal == null) {
      findings.fail(first, name + " is not the last segment and has no .sha256");
    } else if (!Arrays.equals(seal, expected.getBytes(StandardCharsets.UTF_8))) {
      findings.fail(first, name + ".sha256 does not match the file");
    }
  }
}
