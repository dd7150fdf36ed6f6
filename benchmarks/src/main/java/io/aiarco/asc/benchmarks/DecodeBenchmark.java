package io.aiarco.asc.benchmarks;

import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.provider.http.ProviderKind;
import io.aiarco.asc.wire.Asked;
import io.aiarco.asc.wire.WireDialect;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import io.aiarco.asc.wire.responses.ResponsesDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A whole reply of about 1.2 KB, from its bytes to the events that it is. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
  private static final Asked ASKED = new Asked(GovernedCalls.MODEL, 1, false, false);

  /** Whose wire. */
  @Param public Wire decoded = Wire.OPENAI;

  private byte[] body = {};

  /** A dialect, and who answers in it. */
  public enum Wire {
    /** Chat Completions. */
    OPENAI(new OpenAiDialect(OpenAiDialect.Flavour.OPENAI), ProviderKind.OPENAI),
    /** Responses. */
    OPENAI_RESPONSES(new ResponsesDialect(), ProviderKind.OPENAI_RESPONSES),
    /** Messages. */
    ANTHROPIC(new AnthropicDialect(AnthropicDialect.Version.V2026_10_21), ProviderKind.ANTHROPIC);

    private final WireDialect dialect;
    private final ProviderKind kind;

    Wire(WireDialect dialect, ProviderKind kind) {
      this.dialect = dialect;
      this.kind = kind;
    }
  }

  /** Takes the reply of the wire asked for. */
  @Setup
  public void open() {
    body = CannedReply.of(decoded.kind).body();
  }

  byte[] body() {
    return body;
  }

  /** The reply's events; its text must be there. */
  @Benchmark
  public List<StreamEvent> decode(JacksonControl control) throws ProviderFailure {
    List<StreamEvent> events = new ArrayList<>();
    decoded.dialect.decoder(ASKED).whole(body, body.length, events::add);
    boolean told =
        events.stream()
            .anyMatch(
                event ->
                    event instanceof StreamEvent.TextDelta delta
                        && delta.text().length() == CannedReply.TEXT.length());
    if (!told) {
      throw new IllegalStateException("events: " + events.size() + " (expected: with the text)");
    }
    return events;
  }
}
