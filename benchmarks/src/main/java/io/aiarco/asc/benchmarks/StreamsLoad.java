package io.aiarco.asc.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.egress.TrustZone;
import io.aiarco.asc.provider.http.EgressConfig;
import io.aiarco.asc.provider.http.HttpChatProvider;
import io.aiarco.asc.provider.http.OkHttpEgress;
import io.aiarco.asc.provider.http.ProviderConfig;
import io.aiarco.asc.provider.http.ProviderKind;
import io.aiarco.asc.simulator.Behaviour;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import io.aiarco.asc.simulator.SimulatorConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/**
 * Many paced streams at once: callers, the whole gateway, loopback sockets and a simulated provider
 * that waits between events, in one process. Every stream is checked piece by piece. Prints its
 * figures as JSON; exit code 1 when a bar is not met.
 */
public final class StreamsLoad {
  /**
   * So that what is measured is not the compiler at work: after two rounds the CPU time settles.
   */
  private static final int WARM_UP_ROUNDS = 2;

  private static final double STALL_MILLIS = 200;
  private static final double HEAP_MEGABYTES = 512;

  private StreamsLoad() {}

  /** How many streams of how many events, and how far apart the provider sends them. */
  record Effort(int streams, int events, Duration pace) {
    static final Effort FULL = new Effort(512, 50, Duration.ofMillis(20));

    /** Enough to run every line. */
    static final Effort TRIAL = new Effort(4, 5, Duration.ofMillis(1));
  }

  /** What one caller saw: how long it waited before each event, and how many were not as sent. */
  private record Seen(List<Double> waitMillis, int wrong) {}

  /** Takes no arguments, and some seconds. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      figures(Effort.FULL);
    }
    List<Figure> figures = figures(Effort.FULL);
    System.out.println(
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(figures));
    System.exit(figures.stream().allMatch(figure -> !Boolean.FALSE.equals(figure.met())) ? 0 : 1);
  }

  static List<Figure> figures(Effort effort) throws InterruptedException, ExecutionException {
    SimulatorConfig paced =
        Simulator.builder()
            .otherwise(Behaviour.always(Reply.deltas(pieces(effort)).usage(250, 200)))
            .eventDelay(effort.pace())
            .build();
    try (Simulator simulator = Simulator.open(paced);
        OkHttpEgress egress = OkHttpEgress.open(EgressConfig.STANDARD, Clock.systemUTC());
        GovernedCalls calls = GovernedCalls.open(provider(simulator, egress), 0)) {
      return figures(effort, all(effort, calls));
    }
  }

  private static HttpChatProvider provider(Simulator simulator, OkHttpEgress egress) {
    return new HttpChatProvider(
        new ProviderConfig(
            GovernedCalls.PROVIDER, ProviderKind.OPENAI, simulator.baseUrl(), TrustZone.LOOPBACK),
        egress,
        Clock.systemUTC());
  }

  /** Every stream in a thread of its own, all begun at once. */
  private static List<Seen> all(Effort effort, GovernedCalls calls)
      throws InterruptedException, ExecutionException {
    CountDownLatch start = new CountDownLatch(1);
    List<FutureTask<Seen>> streams = new ArrayList<>();
    for (int i = 0; i < effort.streams(); i++) {
      Callable<Seen> stream =
          () -> {
            start.await();
            return read(effort, calls);
          };
      FutureTask<Seen> task = new FutureTask<>(stream);
      Thread thread = new Thread(task, "stream-" + i);
      thread.setDaemon(true);
      thread.start();
      streams.add(task);
    }
    start.countDown();
    List<Seen> seen = new ArrayList<>();
    for (FutureTask<Seen> stream : streams) {
      seen.add(stream.get());
    }
    return seen;
  }

  private static Seen read(Effort effort, GovernedCalls calls) {
    String[] expected = pieces(effort);
    List<Double> waits = new ArrayList<>(expected.length);
    int wrong = 0;
    long last = System.nanoTime();
    try (ChatStream stream = calls.stream()) {
      for (StreamEvent event : stream) {
        if (event instanceof StreamEvent.TextDelta delta) {
          long now = System.nanoTime();
          boolean asSent =
              waits.size() < expected.length && delta.text().equals(expected[waits.size()]);
          if (asSent) {
            waits.add((now - last) / 1e6);
          } else {
            wrong++;
          }
          last = now;
        }
      }
    }
    return new Seen(waits, wrong + expected.length - waits.size());
  }

  private static List<Figure> figures(Effort effort, List<Seen> seen) {
    String subject = effort.streams() + " paced streams: ";
    double[] first = seen.stream().mapToDouble(one -> one.waitMillis().get(0)).toArray();
    double[] later =
        seen.stream()
            .flatMap(one -> one.waitMillis().stream().skip(1))
            .mapToDouble(Double::doubleValue)
            .toArray();
    double longest = Arrays.stream(later).max().orElseThrow();
    return List.of(
        Figure.atMost(
            0, subject + "events lost or changed", seen.stream().mapToInt(Seen::wrong).sum(), ""),
        Figure.atMost(STALL_MILLIS, subject + "longest wait for the next event", longest, "ms"),
        Figure.of(subject + "median wait for the next event", AuditBenchmark.median(later), "ms"),
        Figure.of(subject + "median wait for the first event", AuditBenchmark.median(first), "ms"),
        Figure.atMost(HEAP_MEGABYTES, subject + "peak heap of all", peakHeapMegabytes(), "MB"));
  }

  private static double peakHeapMegabytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum()
        / 1e6;
  }

  private static String[] pieces(Effort effort) {
    return IntStream.range(0, effort.events())
        .mapToObj(i -> "piece " + i + " ")
        .toArray(String[]::new);
  }
}
