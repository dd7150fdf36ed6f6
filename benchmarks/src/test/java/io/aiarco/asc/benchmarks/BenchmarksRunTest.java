package io.aiarco.asc.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.provider.http.ProviderKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every benchmark's body once, so that none rots between measurements. Nothing is timed. */
class BenchmarksRunTest {
  @Test
  void pipelineAnswersAndWritesTwoRecords() {
    try (GovernedCalls calls =
        GovernedCalls.open(new ShortAnswer(GovernedCalls.PROVIDER), ShortAnswer.TEXT.length())) {
      calls.call();

      assertEquals(2, calls.records());
    }
  }

  @Test
  void pipelineBenchmarkReturnsTheAnswer() {
    PipelineBenchmark benchmark = new PipelineBenchmark();

    ChatResponse reply = benchmark.pipeline(new Sha256Control());
    benchmark.close();

    assertEquals(ShortAnswer.TEXT, reply.text());
  }

  @ParameterizedTest
  @EnumSource(ProviderKind.class)
  void callBenchmarkReadsTheReplyOfEveryDialect(ProviderKind dialect) {
    CallBenchmark benchmark = new CallBenchmark();
    benchmark.dialect = dialect;

    benchmark.open();
    ChatResponse reply = benchmark.call(new Sha256Control());
    benchmark.close();

    assertEquals(CannedReply.TEXT, reply.text());
  }

  @ParameterizedTest
  @EnumSource(ProviderKind.class)
  void cannedReplyIsAsLongAsAnOrdinaryOne(ProviderKind dialect) {
    int bytes = CannedReply.of(dialect).bytes();

    assertTrue(bytes > 1_000 && bytes < 1_400, bytes + " bytes");
  }

  @Test
  void sseBenchmarkReadsEveryEvent() throws Exception {
    SseBenchmark benchmark = new SseBenchmark();

    assertTrue(benchmark.read(new Sha256Control()) != 0);
    assertTrue(benchmark.bytes() > 1_000_000, benchmark.bytes() + " bytes");
  }

  @Test
  void streamsLoadLosesNothing() throws Exception {
    List<Figure> figures = StreamsLoad.figures(StreamsLoad.Effort.TRIAL);

    assertEquals(5, figures.size());
    assertEquals(0, figures.get(0).value(), "events lost");
  }

  @ParameterizedTest
  @EnumSource(DecodeBenchmark.Wire.class)
  void decodeBenchmarkReadsTheReplyOfEveryWire(DecodeBenchmark.Wire wire) throws Exception {
    DecodeBenchmark benchmark = new DecodeBenchmark();
    benchmark.decoded = wire;
    benchmark.open();
    JacksonControl control = new JacksonControl();

    control.measure(benchmark);

    assertTrue(benchmark.decode(control).size() > 2);
    assertTrue(control.jackson_streaming() > 0);
  }

  @Test
  void ledgerBenchmarkChargesEveryAccount() {
    LedgerBenchmark benchmark = new LedgerBenchmark();

    assertTrue(benchmark.holdAndSettle(new Sha256Control()));
    benchmark.check();
  }

  @Test
  void accountsLoadChecksEveryBalance() {
    assertEquals("100,000 accounts", AccountsLoad.figure(1_000).subject());
  }

  @Test
  void openingLoadFindsTheCallsOfAKilledProcess(@TempDir Path folder) throws Exception {
    List<Figure> figures = OpeningLoad.figures(folder.resolve("audit"), 100_000);

    assertEquals(Boolean.TRUE, figures.get(0).met(), figures.toString());
    assertTrue(figures.get(1).value() > 0);
  }

  @Test
  void controlMeasuresSomething() {
    Sha256Control control = new Sha256Control();

    control.measure();

    assertTrue(control.sha256_1k() > 0);
  }

  @Test
  void spendBenchmarkReadsWhatItWrote(@TempDir Path folder) throws Exception {
    List<Figure> figures = new SpendBenchmark(folder, 3).figures();

    assertEquals(3, figures.size());
    assertTrue(figures.stream().allMatch(figure -> figure.value() > 0), figures.toString());
  }

  @Test
  void auditBenchmarkHasAllItsFigures(@TempDir Path folder) throws Exception {
    try (AuditBenchmark audit = new AuditBenchmark(folder, AuditBenchmark.Effort.TRIAL)) {
      List<Figure> figures = audit.figures();

      assertEquals(10, figures.size());
      assertTrue(figures.stream().allMatch(figure -> Double.isFinite(figure.value())));
    }
  }

  @Test
  void verifyBenchmarkFindsTheLogAsItWasWritten(@TempDir Path folder) throws Exception {
    List<Figure> figures = VerifyBenchmark.create(folder, VerifyBenchmark.Effort.TRIAL).figures();

    assertEquals(4, figures.size());
    assertTrue(figures.stream().allMatch(figure -> Double.isFinite(figure.value())));
  }
}
