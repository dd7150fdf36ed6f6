package io.aiarco.asc.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What Jackson's streaming parser needs for the same bytes, every text and number taken and nothing
 * made of them: no reader of the reply can need less. Timed as {@link Sha256Control} is.
 * Single-thread.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class JacksonControl {
  private static final int ROUNDS = 50;
  private static final int PER_ROUND = 500;
  private static final JsonFactory FACTORY = new JsonFactory();

  private double nanosPerReply;
  private long taken;

  /** A control that has measured nothing. */
  public JacksonControl() {}

  /** Measures; the fastest of some rounds, so that one lost time slice does not count. */
  @Setup(Level.Iteration)
  public void measure(DecodeBenchmark subject) throws IOException {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < PER_ROUND; i++) {
        taken += parse(subject.body());
      }
      best = Math.min(best, (double) (System.nanoTime() - start) / PER_ROUND);
    }
    nanosPerReply = best;
  }

  private static long parse(byte[] body) throws IOException {
    long all = 0;
    try (JsonParser parser = FACTORY.createParser(body)) {
      for (JsonToken token; (token = parser.nextToken()) != null; ) {
        if (token == JsonToken.VALUE_STRING) {
          all += parser.getText().length();
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
          all += parser.getLongValue();
        }
      }
    }
    return all;
  }

  /** Nanoseconds per reply, as last measured. Named as the figure is. */
  public double jackson_streaming() {
    return taken == 0 ? Double.NaN : nanosPerReply;
  }
}
