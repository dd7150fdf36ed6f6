package io.aiarco.asc.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.provider.ProviderFailure;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assertions;

/** The law of this module: however a reply comes, it is the same reply. */
class OnePathTest {
  @Provide
  static Arbitrary<ScriptedReply> replies() {
    return ScriptedReply.any();
  }

  @Property(tries = 900)
  void streamIsTheWholeReply(
      @ForAll ScriptedWire wire,
      @ForAll("replies") ScriptedReply script,
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 200) Integer> slices,
      @ForAll long seed)
      throws Exception {
    String stream = wire.stream(script, new Random(seed));
    agree(wire.dialect(), script, wire.whole(script), stream, slices);
  }

  @Property(tries = 300)
  void streamCutAnywhereBeforeItsEndIsTruncated(
      @ForAll("replies") ScriptedReply script, @ForAll ScriptedWire wire, @ForAll long seed) {
    Random random = new Random(seed);
    String stream = wire.stream(script, random);
    int end = stream.lastIndexOf(wire.endMark());
    byte[] cut = stream.substring(0, random.nextInt(end)).getBytes(UTF_8);
    ProviderFailure failure =
        Assertions.assertThrows(
            ProviderFailure.class,
            () -> Decoding.events(wire.dialect(), new SlicedStream(cut, List.of(7)), true));
    assertEquals(FailureClass.TRUNCATED, failure.failure());
  }

  private static void agree(
      WireDialect dialect, ScriptedReply script, String whole, String stream, List<Integer> slices)
      throws Exception {
    Reply one = Decoding.whole(dialect, whole);
    SlicedStream body = new SlicedStream(stream.getBytes(UTF_8), slices);
    assertEquals(one, Decoding.assembled(Decoding.events(dialect, body, true)));
    assertEquals(script.usage(), one.usage());
    assertEquals(script.reasoning(), one.reasoning());
    assertEquals(
        script.cut() ? 0 : script.tools().size(),
        one.content().stream().filter(Content.ToolUse.class::isInstance).count());
  }
}
