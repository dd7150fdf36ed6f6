package io.aiarco.asc.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything one run of {@link Report} found, as its file in {@code benchmarks/results} keeps it.
 * Immutable.
 *
 * @param loadAverage of the machine when it began: above the number of cores, times are doubtful
 */
record Run(
    String date,
    String jdk,
    Machine machine,
    double loadAverage,
    String command,
    List<Figure> figures) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  Run {
    figures = List.copyOf(figures);
  }

  static Run read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), Run.class);
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }

  /** As Markdown. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%s, %d cores of %s, %d MB, %s; load average %.1f when it began, %s.\n\n"
            .formatted(
                jdk,
                machine.cores(),
                machine.processor(),
                machine.memoryMegabytes(),
                machine.fileSystem(),
                loadAverage,
                date));
    table.append("| What | Measured | Bar | |\n|---|---|---|---|\n");
    for (Figure figure : figures) {
      table.append("| %s | %s |".formatted(figure.subject(), measured(figure)));
      Boolean met = figure.met();
      table.append(
          met == null ? " | |\n" : " %s | %s |\n".formatted(figure.bar(), met ? "met" : "not met"));
    }
    return table.toString();
  }

  private static String measured(Figure figure) {
    return Figure.plain(figure.value()) + " " + figure.unit();
  }
}
