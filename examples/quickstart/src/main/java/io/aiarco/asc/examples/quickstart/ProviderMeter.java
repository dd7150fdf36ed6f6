package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.audit.spend.UsageLine;
import io.aiarco.asc.simulator.Behaviour;
import io.aiarco.asc.simulator.ReceivedRequest;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.usage.TokenClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A provider that keeps its own books, as every provider does: what it serves, it will bill, and it
 * knows nothing of gateways. Thread-safe.
 */
final class ProviderMeter implements Behaviour {
  private static final long INPUT = 1_000;
  private static final long OUTPUT = 250;

  private final List<UsageLine> served = new CopyOnWriteArrayList<>();

  @Override
  public Reply replyTo(ReceivedRequest request) {
    long output = OUTPUT + request.number(); // no two calls cost the same
    served.add(
        new UsageLine(
            request.number(),
            Instant.now(),
            request.model(),
            "",
            1,
            Map.of(TokenClass.INPUT, INPUT, TokenClass.OUTPUT, output),
            null));
    return Behaviour.helpful().replyTo(request).usage(INPUT, output);
  }

  /** What it will bill: one line for each request. */
  List<UsageLine> export() {
    return List.copyOf(served);
  }

  /** The same as a file that {@code asc reconcile --provider openai} reads. */
  List<String> csv() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "start_time_iso,model,num_model_requests,input_tokens,input_cached_tokens,output_tokens");
    for (UsageLine line : served) {
      lines.add(
          String.join(
              ",",
              line.at().toString(),
              line.model(),
              "" + line.requests(),
              "" + line.tokens().get(TokenClass.INPUT),
              "0",
              "" + line.tokens().get(TokenClass.OUTPUT)));
    }
    return lines;
  }
}
