package io.aiarco.asc.testkit.conformance;

import io.aiarco.asc.testkit.conformance.ConformanceRow.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Cases, and how they are run: replies against every subject that reads their wire, whole and
 * streamed, however the network may cut their bytes; requests against everybody who writes a wire
 * they are expected on. Nothing is skipped silently: what has no bytes, or nobody to take them, is
 * a row that says so. Immutable.
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
   * Runs every case about replies.
   *
   * @param seed what random chunkings are drawn from
   */
  public ConformanceTable run(List<ConformanceSubject> readers, long seed) {
    return run(readers, List.of(), seed);
  }

  /**
   * Runs every case.
   *
   * @param readers who is given its replies
   * @param writers who is given its requests
   * @param seed what random chunkings are drawn from
   */
  public ConformanceTable run(
      List<ConformanceSubject> readers, List<RequestSubject> writers, long seed) {
    List<ConformanceRow> rows = new ArrayList<>();
    for (ConformanceCase one : cases) {
      one.notRun().ifPresent(why -> rows.add(ConformanceRow.notRun(one.id(), "-", "-", why)));
      for (WireBody body : one.bodies()) {
        List<ConformanceRow> run =
            body.isRequest() ? written(one, body, writers) : read(one, body, readers, seed);
        rows.addAll(run);
        if (run.isEmpty()) {
          rows.add(ConformanceRow.notRun(one.id(), body.wire(), body.mode(), "no such wire yet"));
        }
      }
    }
    return new ConformanceTable(seed, rows);
  }

  private static List<ConformanceRow> written(
      ConformanceCase one, WireBody body, List<RequestSubject> writers) {
    List<ConformanceRow> rows = new ArrayList<>();
    for (RequestSubject writer : writers) {
      one.expected(writer.wires())
          .map(expected -> difference(expected, () -> Sending.of(writer, body)))
          .ifPresent(why -> rows.add(row(one, writer.name(), body, "from " + body.wire(), why)));
    }
    return rows;
  }

  private static List<ConformanceRow> read(
      ConformanceCase one, WireBody body, List<ConformanceSubject> readers, long seed) {
    return readers.stream()
        .filter(reader -> one.isFor(reader.wires(), body))
        .flatMap(reader -> read(one, body, reader, seed).stream())
        .toList();
  }

  private static List<ConformanceRow> read(
      ConformanceCase one, WireBody body, ConformanceSubject reader, long seed) {
    Outcome expected = one.expected(body);
    List<ConformanceRow> rows = new ArrayList<>();
    for (Chunking chunking : Chunking.of(one.rule(), body.bytes().length, seed)) {
      Optional<String> why =
          chunking.cuts().stream()
              .map(cut -> difference(expected, () -> Reading.of(reader, one.reply(body, cut))))
              .flatMap(Optional::stream)
              .findFirst();
      rows.add(row(one, reader.name(), body, chunking.name(), why));
    }
    return rows;
  }

  private static Optional<String> difference(Outcome expected, Supplier<Outcome> observed) {
    try {
      return expected.differenceFrom(observed.get());
    } catch (RuntimeException e) {
      // What takes foreign bytes may fail in one way only; this row says that it found another.
      return Optional.of("threw " + e + " (expected: its protocol's failure)");
    }
  }

  private static ConformanceRow row(
      ConformanceCase one, String subject, WireBody body, String how, Optional<String> why) {
    Verdict verdict = why.isEmpty() ? Verdict.PASSED : Verdict.FAILED;
    return new ConformanceRow(one.id(), subject, body.mode(), how, verdict, why.orElse(""));
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
