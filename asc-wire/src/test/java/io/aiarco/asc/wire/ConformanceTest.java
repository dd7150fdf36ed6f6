package io.aiarco.asc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.testkit.conformance.ConformanceRow.Verdict;
import io.aiarco.asc.testkit.conformance.ConformanceSubject;
import io.aiarco.asc.testkit.conformance.ConformanceSuite;
import io.aiarco.asc.testkit.conformance.ConformanceTable;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import io.aiarco.asc.wire.responses.ResponsesDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The whole catalogue against every dialect: what providers really send. */
class ConformanceTest {
  /** Fewer would mean that cases were lost; a dialect or case more raises it. */
  private static final int FEWEST_RUNS = 2_380;

  // region run
  private static final List<DialectSubject> CHATS =
      Stream.of(
              Stream.of(OpenAiDialect.Flavour.values()).map(DialectSubject::of),
              Stream.of(AnthropicDialect.Version.values()).map(DialectSubject::of),
              Stream.of(DialectSubject.of(new ResponsesDialect())))
          .flatMap(subjects -> subjects)
          .toList();

  private static final DialectSubject EMBEDDINGS =
      DialectSubject.embeddings(
          "openai-embeddings", new OpenAiDialect(OpenAiDialect.Flavour.OPENAI));

  @Test
  void everyCaseOnEveryWireHoweverItsBytesAreCut() {
    List<ConformanceSubject> readers = new ArrayList<>(CHATS);
    readers.add(EMBEDDINGS);

    ConformanceTable table = ConformanceSuite.catalogue().run(readers, List.copyOf(CHATS), seed());

    System.out.print(table.summary());
    ConformanceTable failed = table.only(Verdict.FAILED);
    assertEquals(0, failed.rows().size(), () -> System.lineSeparator() + failed.text());
    assertTrue(table.runs() >= FEWEST_RUNS, table::totals);
  }

  // endregion

  /** The same for every build; another one on demand. */
  private static long seed() {
    return Long.getLong("asc.conformance.seed", 3);
  }
}
