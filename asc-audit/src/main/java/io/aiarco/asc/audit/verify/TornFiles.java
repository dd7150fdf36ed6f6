package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.LogFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Checks that a {@code recovery} names every torn file as it is, docs/audit-format.md §7. */
final class TornFiles {
  private final LogFolder folder;
  private final @Nullable Long cut;
  private final Records records;
  private final Opening opening;
  private final Findings findings;

  TornFiles(
      LogFolder folder, @Nullable Long cut, Records records, Opening opening, Findings findings) {
    this.folder = folder;
    this.cut = cut;
    this.records = records;
    this.opening = opening;
    this.findings = findings;
  }

  /** Holds the torn ones among {@code files} against the recovery records. */
  void check(List<String> files) throws IOException {
    long start = records.start();
    long next = records.next();
    Map<String, Opening.Torn> recoveries = new HashMap<>(opening.recoveries());
    for (String file : files.stream().filter(LogFiles::isTorn).toList()) {
      Opening.Torn named = recoveries.remove(file);
      OptionalLong at = LogFiles.tornSeq(file);
      if (named != null) {
        byte[] bytes = folder.read(file);
        if (named.length() != bytes.length || !named.sha256().equals(LeafHash.hex(bytes))) {
          findings.fail(next, file + ": differs from its recovery record");
        }
      } else if (at.orElse(0) > next) {
        findings.fail(next, file + ": cut at a record that is gone");
      } else if (cut == null && at.orElse(start > 0 ? -1 : 0) >= start) {
        // Otherwise its recovery stands in a pruned segment, or never comes.
        boolean missed = at.isPresent() && opening.lastStart() >= at.getAsLong();
        if (missed && !opening.inOpening()) {
          findings.fail(next, file + ": no recovery names it");
        } else {
          findings.pend(file + " awaits its recovery");
        }
      }
    }
    recoveries
        .keySet()
        .forEach(file -> findings.fail(next, file + ": named by a recovery, but missing"));
  }
}
