package io.aiarco.asc.testkit.conformance;

import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.testkit.conformance.ConformanceRow.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a run, row by row: for people as text, for programs as JSON. Immutable.
 *
 * @param seed what the random chunkings were drawn from: the same seed gives the same table
 */
public record ConformanceTable(long seed, List<ConformanceRow> rows) {
  public ConformanceTable {
    rows = List.copyOf(rows);
  }

  /** The rows with one verdict, as a table of their own. */
  public ConformanceTable only(Verdict verdict) {
    return new ConformanceTable(
        seed, rows.stream().filter(row -> row.verdict() == verdict).toList());
  }

  /** How many rows have one verdict. */
  public int count(Verdict verdict) {
    return only(verdict).rows.size();
  }

  /** How many different cases × subjects × modes were run, in however many chunkings. */
  public int runs() {
    return (int)
        rows.stream()
            .filter(row -> row.verdict() != Verdict.NOT_RUN)
            .map(row -> List.of(row.caseId(), row.subject(), row.mode()))
            .distinct()
            .count();
  }

  /** The totals in one line. */
  public String totals() {
    return count(Verdict.PASSED)
        + " passed, "
        + count(Verdict.FAILED)
        + " failed, "
        + count(Verdict.NOT_RUN)
        + " not run; "
        + runs()
        + " cases x wires x modes; seed "
        + seed;
  }

  /**
   * A line for each case and subject, with its modes side by side and however many chunkings in
   * one, then the totals.
   */
  public String summary() {
    Map<String, Map<String, Verdict>> lines = new LinkedHashMap<>();
    for (ConformanceRow row : rows) {
      lines
          .computeIfAbsent(
              String.format("%-34s %-18s", row.caseId(), row.subject()), line -> new TreeMap<>())
          .merge(row.mode(), row.verdict(), (a, b) -> a == Verdict.FAILED ? a : b);
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(
        (line, modes) -> {
          text.append(line);
          modes.forEach((mode, verdict) -> text.append(' ').append(mode + " " + verdict.key()));
          text.append(System.lineSeparator());
        });
    return text.append(totals()).append(System.lineSeparator()).toString();
  }

  /** A line for each row, then the totals. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (ConformanceRow row : rows) {
      text.append(
          String.format(
              "%-34s %-18s %-7s %-12s %s%s%n",
              row.caseId(),
              row.subject(),
              row.mode(),
              row.chunking(),
              row.verdict().key(),
              row.why().isEmpty() ? "" : ": " + row.why()));
    }
    return text.append(totals()).append(System.lineSeparator()).toString();
  }

  /**
   * The rows and totals as one object: {@code {"failed":0,"not_run":0,"passed":1,"rows":[{"case":
   * ..., "chunking":..., "mode":..., "subject":..., "verdict":..., "why":...}],"seed":1}}.
   */
  public Json json() {
    CanonicalJson out = new CanonicalJson();
    out.beginObject();
    out.name("failed").value(count(Verdict.FAILED));
    out.name("not_run").value(count(Verdict.NOT_RUN));
    out.name("passed").value(count(Verdict.PASSED));
    out.name("rows").beginArray();
    for (ConformanceRow row : rows) {
      out.beginObject();
      out.name("case").value(row.caseId());
      out.name("chunking").value(row.chunking());
      out.name("mode").value(row.mode());
      out.name("subject").value(row.subject());
      out.name("verdict").value(row.verdict().key());
      out.name("why").value(WellFormed.text(row.why()));
      out.endObject();
    }
    out.endArray();
    out.name("seed").value(seed);
    out.endObject();
    return Json.ofUtf8(out.toByteArray());
  }
}
