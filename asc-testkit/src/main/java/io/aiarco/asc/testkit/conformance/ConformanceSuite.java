package io.aiarco.asc.testkit.conformance;

import io.aiarco.asc.testkit.conformance.ConformanceRow.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cases, and how they are run: each against every subject that reads its wire, whole and streamed,
 * however the network may cut its bytes. Nothing is skipped silently: what has no bytes, or nobody
 * to read them, is a row that says so. Immutable.
 *
 * @param cases in the order of the table
 */
public record ConformanceSuite(List<ConformanceCase> cases) {
  public ConformanceSuite {
    cases = List.copyOf(cases);
  }

  /** The catalogue that comes with ASC. */
  public static ConformanceSuite catalogue() {
    return new ConformanceSuite(
        resource("index.txt")
            .lines()
            .filter(id -> !id.isBlank())
            .map(id -> ConformanceCase.parse(id, resource(id + ".case")))
            .toList());
  }

  /**
   * Runs every case.
   *
   * @param seed what random chunkings are drawn from
   */
  public ConformanceTable run(List<ConformanceSubject> subjects, long seed) {
    List<ConformanceRow> rows = new ArrayList<>();
    for (ConformanceCase one : cases) {
      one.notRun().ifPresent(why -> rows.add(ConformanceRow.notRun(one.id(), "-", "-", why)));
      for (WireBody body : one.bodies()) {
        List<ConformanceSubject> readers =
            subjects.stream().filter(subject -> one.isFor(subject.wires(), body)).toList();
        readers.forEach(reader -> rows.addAll(run(one, body, reader, seed)));
        if (readers.isEmpty()) {
          rows.add(ConformanceRow.notRun(one.id(), body.wire(), body.mode(), "no such wire yet"));
        }
      }
    }
    return new ConformanceTable(seed, rows);
  }

  private static List<ConformanceRow> run(
      ConformanceCase one, WireBody body, ConformanceSubject subject, long seed) {
    List<ConformanceRow> rows = new ArrayList<>();
    for (Chunking chunking : Chunking.of(one.rule(), body.bytes().length, seed)) {
      Optional<String> why =
          chunking.cuts().stream()
              .flatMap(cut -> difference(one, body, subject, cut).stream())
              .findFirst();
      rows.add(
          new ConformanceRow(
              one.id(),
              subject.name(),
              body.mode(),
              chunking.name(),
              why.isEmpty() ? Verdict.PASSED : Verdict.FAILED,
              why.orElse("")));
    }
    return rows;
  }

  private static Optional<String> difference(
      ConformanceCase one, WireBody body, ConformanceSubject subject, Chunking.Cut cut) {
    try {
      Outcome observed = Reading.of(subject, one.reply(body, cut));
      return one.expected(body).differenceFrom(observed);
    } catch (RuntimeException e) {
      // A reader of foreign bytes may fail in one way only; this row says that it found another.
      return Optional.of("threw " + e + " (expected: events or a ProviderFailure)");
    }
  }

  private static String resource(String name) {
    try (InputStream in = ConformanceSuite.class.getResourceAsStream("cases/" + name)) {
      if (in == null) {
        throw new IllegalStateException("cases/" + name + ": missing (expected: in asc-testkit)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
