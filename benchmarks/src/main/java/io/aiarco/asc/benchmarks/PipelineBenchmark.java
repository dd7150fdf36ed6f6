package io.aiarco.asc.benchmarks;

import io.aiarco.asc.chat.ChatResponse;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the gateway itself adds to a call: everything but JSON, disk and network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PipelineBenchmark {
  private final GovernedCalls calls =
      GovernedCalls.open(new ShortAnswer(GovernedCalls.PROVIDER), ShortAnswer.TEXT.length());

  /** A call that is identified, allowed, budgeted, recorded, answered from memory and settled. */
  @Benchmark
  public ChatResponse pipeline(Sha256Control control) {
    return calls.call();
  }

  /** Ends the calls. */
  @TearDown
  public void close() {
    calls.close();
  }
}
