package io.aiarco.asc.benchmarks;

import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.egress.TrustZone;
import io.aiarco.asc.provider.http.HttpChatProvider;
import io.aiarco.asc.provider.http.ProviderConfig;
import io.aiarco.asc.provider.http.ProviderKind;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The whole tax of a call in this process: the pipeline, and JSON both ways. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallBenchmark {
  /** Whose wire; see {@link ProviderKind}. */
  @Param({"OPENAI", "OPENAI_RESPONSES", "ANTHROPIC"})
  public ProviderKind dialect = ProviderKind.OPENAI;

  private GovernedCalls calls = open(dialect);

  /** Opens the gateway with the provider asked for. */
  @Setup
  public void open() {
    calls = open(dialect);
  }

  /** A call whose request is written as JSON and whose reply is read from JSON. */
  @Benchmark
  public ChatResponse call(Sha256Control control) {
    return calls.call();
  }

  /** Ends the calls. */
  @TearDown
  public void close() {
    calls.close();
  }

  private static GovernedCalls open(ProviderKind kind) {
    CannedReply reply = CannedReply.of(kind);
    ProviderConfig config =
        new ProviderConfig(
            GovernedCalls.PROVIDER, kind, URI.create("http://localhost"), TrustZone.LOOPBACK);
    return GovernedCalls.open(
        new HttpChatProvider(config, reply.egress(), Clock.systemUTC()), CannedReply.TEXT.length());
  }
}
