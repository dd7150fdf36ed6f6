package io.aiarco.asc.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChunkedBodyTest {
  @Property(tries = 100)
  void howeverItIsCutItIsTheSameBody(
      @ForAll @Size(max = 200) byte[] bytes, @ForAll Chunking.Rule rule, @ForAll long seed)
      throws IOException {
    for (Chunking chunking : Chunking.of(rule, bytes.length, seed)) {
      for (Chunking.Cut cut : chunking.cuts()) {
        assertArrayEquals(bytes, new ChunkedBody(bytes, cut.lengths(), false).readAllBytes());
      }
    }
  }

  @Test
  void everyCutIsTwoReadsAtEveryPlace() throws IOException {
    List<Chunking.Cut> cuts = Chunking.of(Chunking.Rule.CUTS, 4, 1).get(5).cuts();

    assertEquals(3, cuts.size());
    for (int at = 1; at < 4; at++) {
      ChunkedBody body = new ChunkedBody(new byte[4], cuts.get(at - 1).lengths(), false);
      assertEquals(at, body.read(new byte[9], 0, 9));
      assertEquals(4 - at, body.read(new byte[9], 0, 9));
      assertEquals(-1, body.read(new byte[9], 0, 9));
    }
  }

  @Test
  void resetComesAfterTheLastByte() throws IOException {
    ChunkedBody body = new ChunkedBody(new byte[2], () -> 8, true);

    assertEquals(2, body.read(new byte[9], 0, 9));
    assertThrows(IOException.class, () -> body.read(new byte[9], 0, 9));
  }
}
