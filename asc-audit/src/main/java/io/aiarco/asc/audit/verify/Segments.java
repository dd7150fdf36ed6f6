package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.format.LogFiles;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Reads the segment files of a log in order and checks their seals, docs/audit-format.md §1 and §5.
 */
final class Segments {
  private final ReadAhead ahead;
  private final LogFolder folder;
  private final @Nullable Long cut;
  private final Records records;
  private final Findings findings;

  Segments(
      ReadAhead ahead, LogFolder folder, @Nullable Long cut, Records records, Findings findings) {
    this.ahead = ahead;
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
    FutureTask<SegmentFile> next = begin(start, firsts.size() == 1);
    for (int i = 1; i <= firsts.size(); i++) {
      SegmentFile file = ahead.get(next);
      if (i < firsts.size()) {
        next = begin(firsts.get(i), i == firsts.size() - 1);
      }
      readSegment(file);
      ahead.passed(file.data().length);
    }
  }

  private FutureTask<SegmentFile> begin(long first, boolean last) {
    return ahead.begin(() -> SegmentFile.read(folder, first, last));
  }

  private void readSegment(SegmentFile file) throws IOException, Records.StopException {
    long first = file.first();
    String name = LogFiles.segment(first);
    byte[] data = file.data();
    if (records.atCut()) {
      records.skip(data);
      return;
    }
    if (first != records.next()) {
      findings.fail(
          records.next(), name + " (expected: a segment file from seq " + records.next() + ")");
      throw new Records.StopException();
    }
    if (!file.isOpen()) {
      file.check(findings);
    }
    RecordRules rules = records.rules();
    if (rules != null) {
      rules.beginSegment();
    }
    records.read(first, data, file.isOpen());
    checkEnd(first, file.isOpen(), file.isLast());
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
}
