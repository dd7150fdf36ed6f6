package io.aiarco.asc.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aiarco.asc.wire.sse.SseEvent;
import io.aiarco.asc.wire.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Cutting a stream into events: a mebibyte of ordinary chunks, read by one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SseBenchmark {
  static final int EVENTS = 5_600;

  private static final String DATA =
      """
      {"id":"chatcmpl-CaNnEd0123456789","object":"chat.completion.chunk","created":1763769600,\
      "model":"gpt-5","choices":[{"index":0,"delta":{"content":" parcel %d"},\
      "finish_reason":null}]}\
      """;

  private final byte[] body;
  private final CRC32 hash = new CRC32();
  private final long expectedHash;

  /** A body, and the hash of its data. */
  public SseBenchmark() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < EVENTS; i++) {
      String data = DATA.formatted(i);
      text.append("data: ").append(data).append("\n\n");
      hash.update(data.getBytes(UTF_8));
    }
    body = text.toString().getBytes(UTF_8);
    expectedHash = hash.getValue();
  }

  int bytes() {
    return body.length;
  }

  /** Reads every event; its data is hashed, so that none is lost, doubled or changed unseen. */
  @Benchmark
  public long read(Sha256Control control) throws IOException {
    SseReader reader = new SseReader(new ByteArrayInputStream(body));
    hash.reset();
    int events = 0;
    for (SseEvent event; (event = reader.next()) != null; events++) {
      hash.update(event.bytes(), 0, event.length());
    }
    if (events != EVENTS || hash.getValue() != expectedHash) {
      throw new IllegalStateException("events: " + events + " (expected: " + EVENTS + ", intact)");
    }
    return hash.getValue();
  }
}
