package io.aiarco.asc.sidecar.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints CSV as RFC 4180 has it. A text that a spreadsheet would take for a formula is led by an
 * apostrophe, since tags are what callers made them (OWASP, "CSV injection"); numbers are not
 * touched. Single-thread.
 */
final class CsvText {
  private final CsvWriter csv;
  private final int texts;

  /**
   * Prints to {@code out}, beginning with the heading.
   *
   * @param texts how many columns are texts that somebody else made; the others are ours
   */
  CsvText(PrintWriter out, int texts, List<String> heading) {
    // What is printed goes on to the shell at once, and is the shell's to close.
    this.csv = CsvWriter.builder().bufferSize(0).build(out);
    this.texts = texts;
    csv.writeRecord(heading.stream().map(CsvText::harmless).toList());
  }

  void add(List<String> cells) {
    List<String> line = new ArrayList<>(cells);
    line.subList(0, texts).replaceAll(CsvText::harmless);
    csv.writeRecord(line);
  }

  private static String harmless(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
