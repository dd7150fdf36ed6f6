package io.aiarco.asc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.testkit.conformance.ConformanceRow.Verdict;
import io.aiarco.asc.testkit.conformance.ConformanceSubject;
import io.aiarco.asc.testkit.conformance.ConformanceSuite;
import io.aiarco.asc.testkit.conformance.ConformanceTable;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole catalogue against every dialect: what providers really send. */
class ConformanceTest {
  /** Fewer would mean that cases were lost; a dialect or case more raises it. */
  private static final int FEWEST_RUNS = 660;

  // region run
  private static final List<ConformanceSubject> SUBJECTS =
      List.of(
          new DialectSubject("openai", new OpenAiDialect(OpenAiDialect.Flavour.OPENAI)),
          new DialectSubject("compatible", new OpenAiDialect(OpenAiDialect.Flavour.COMPATIBLE)),
          DialectSubject.embeddings(
              "openai-embeddings", new OpenAiDialect(OpenAiDialect.Flavour.OPENAI)),
          new DialectSubject(
              "anthropic", new AnthropicDialect(AnthropicDialect.Version.V2023_06_01)));

  @Test
  void everyCaseOnEveryWireHoweverItsBytesAreCut() {
    ConformanceTable table = ConformanceSuite.catalogue().run(SUBJECTS, seed());

    System.out.println("conformance: " + table.totals());
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
