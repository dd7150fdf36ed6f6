package io.aiarco.asc.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/**
 * How a body's bytes are cut into reads.
 *
 * @param name as the table shows it; a random one bears its seed, so that it can be run again
 * @param cuts one way to cut, or for {@code every cut} one for each place
 */
record Chunking(String name, List<Cut> cuts) {
  private static final int RANDOM_ROUNDS = 3;

  Chunking {
    cuts = List.copyOf(cuts);
  }

  /** One way to cut: a source of lengths, fresh for each reading. */
  interface Cut {
    /** Lengths of the reads in turn, each at least 1. */
    IntSupplier lengths();
  }

  /** Which cuts a case is run with. */
  enum Rule {
    /** In one piece, byte by byte, and at random. */
    ANY,
    /** As {@link #ANY}, and in two pieces at every place there is. */
    CUTS,
    /** In one piece and in large random ones: for bodies of megabytes. */
    LARGE
  }

  /** The chunkings of a body of {@code length} bytes; the same for the same {@code seed}. */
  static List<Chunking> of(Rule rule, int length, long seed) {
    List<Chunking> all = new ArrayList<>();
    all.add(new Chunking("whole", List.of(() -> () -> Math.max(1, length))));
    if (rule == Rule.LARGE) {
      all.add(random(seed, 64 << 10));
      return all;
    }
    all.add(new Chunking("1 byte", List.of(() -> () -> 1)));
    for (int i = 0; i < RANDOM_ROUNDS; i++) {
      all.add(random(seed + i, 60));
    }
    if (rule == Rule.CUTS) {
      all.add(everyCut(length));
    }
    return all;
  }

  private static Chunking random(long seed, int most) {
    Cut cut =
        () -> {
          SplittableRandom random = new SplittableRandom(seed);
          return () -> 1 + random.nextInt(most);
        };
    return new Chunking("random " + seed, List.of(cut));
  }

  private static Chunking everyCut(int length) {
    List<Cut> cuts = new ArrayList<>();
    for (int at = 1; at < length; at++) {
      int first = at;
      cuts.add(
          () -> {
            int[] next = {first, length};
            int[] turn = {0};
            return () -> next[Math.min(turn[0]++, 1)];
          });
    }
    return new Chunking("every cut", cuts);
  }
}
