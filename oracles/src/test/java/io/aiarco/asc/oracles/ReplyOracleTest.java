package io.aiarco.asc.oracles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The same bytes are the same message to ASC and to the SDK of the vendor whose protocol it is. */
class ReplyOracleTest {
  /** Fewer would mean that samples were lost. */
  private static final int FEWEST_SAMPLES = 2200;

  @Test
  void sameBytesAreTheSameMessage() throws Exception {
    List<Sample> samples = new ArrayList<>(Samples.received());
    samples.addAll(Samples.served(List.copyOf(samples)));

    List<String> wrong = new ArrayList<>();
    Set<KnownDifferences> unneeded = EnumSet.allOf(KnownDifferences.class);
    for (Sample sample : samples) {
      List<KnownDifferences> known = KnownDifferences.of(sample);
      Map<String, Object> asc = Told.of(sample.reply());
      Map<String, Object> sdk = sample.oracle();
      if (asc.equals(sdk)) {
        known.forEach(row -> wrong.add(sample + ": the same now, in spite of " + row));
      } else if (known.isEmpty()) {
        wrong.add(sample + ":\n  ASC " + asc + "\n  SDK " + sdk);
      }
      known.forEach(unneeded::remove);
    }

    System.out.println("oracles: " + samples.size() + " replies");
    assertEquals(List.of(), wrong);
    assertEquals(Set.of(), unneeded);
    assertTrue(samples.size() >= FEWEST_SAMPLES, samples.size() + " samples");
  }

  @Test
  void sdksAndAscShareNoClassPath() {
    assertThrows(
        ClassNotFoundException.class, () -> Class.forName("com.openai.client.OpenAIClient"));
    assertThrows(ClassNotFoundException.class, () -> Class.forName("kotlin.Unit"));
  }
}
