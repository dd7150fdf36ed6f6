package io.aiarco.asc.wire.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.aiarco.asc.chat.Choice;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.Logprobs;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.TokenLogprob;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.wire.Asked;
import io.aiarco.asc.wire.Decoding;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.StreamWriter;
import io.aiarco.asc.wire.WireDialect;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How likely each token was: read whole and streamed, and served as it came. */
class OpenAiLogprobsTest {
  private static final WireDialect DIALECT = new OpenAiDialect(OpenAiDialect.Flavour.OPENAI);
  private static final ReplyHead HEAD =
      new ReplyHead("served-1", "support", Instant.parse("2026-11-25T10:00:00Z"), true);

  @Provide
  static Arbitrary<Logprobs> logprobs() {
    Arbitrary<TokenLogprob> other =
        Combinators.combine(
                Arbitraries.strings().ofMaxLength(4).map(OpenAiLogprobsTest::whole),
                Arbitraries.doubles().between(-10_000, 0),
                Arbitraries.integers().between(0, 255).list().ofMaxSize(4))
            .as((token, logprob, bytes) -> new TokenLogprob(token, logprob, bytes, List.of()));
    Arbitrary<List<TokenLogprob>> tokens =
        Combinators.combine(other, other.list().ofMaxSize(3))
            .as((one, more) -> new TokenLogprob(one.token(), one.logprob(), one.bytes(), more))
            .list()
            .ofMaxSize(5);
    return Combinators.combine(tokens, tokens).as(Logprobs::new);
  }

  @Property(tries = 300)
  void whatIsServedIsReadBackTheSameWholeAndInPieces(
      @ForAll("logprobs") Logprobs told, @ForAll @IntRange(max = 1) int choice, @ForAll long seed)
      throws Exception {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    StreamWriter writer = DIALECT.streamWriter(HEAD, stream);
    writer.event(new StreamEvent.TextDelta("Hi", 0));
    writer.event(new StreamEvent.TextDelta("Hi", 1));
    for (Logprobs piece : pieces(told, new Random(seed))) {
      writer.event(new StreamEvent.LogprobsDelta(piece, choice));
    }
    writer.event(new StreamEvent.ChoiceFinished(1, FinishReason.STOP, "stop"));
    writer.event(new StreamEvent.Finished(FinishReason.STOP, "stop"));

    Reply streamed = two(stream.toString(UTF_8), true);
    Reply whole = two(new String(DIALECT.replyBody(HEAD, streamed), UTF_8), false);

    for (Reply reply : List.of(streamed, whole)) {
      assertEquals(told, reply.choices().get(choice).logprobs());
      assertEquals(Logprobs.NONE, reply.choices().get(1 - choice).logprobs());
      for (Choice each : reply.choices()) {
        assertEquals(List.of(new Content.Text("Hi")), each.content());
      }
    }
  }

  /** Two choices of one reply. */
  private static Reply two(String text, boolean streamed) throws Exception {
    return Decoding.assembled(
        Decoding.events(DIALECT, new Asked("m", 2, streamed, false), Decoding.bytes(text)));
  }

  @Test
  void tokensComeWithTheirBytesAndTheLikeliestOthers() throws Exception {
    assertEquals(
        new Logprobs(
            List.of(
                new TokenLogprob(
                    "Hé",
                    -0.25,
                    List.of(72, 195, 169),
                    List.of(
                        new TokenLogprob("Hé", -0.25, List.of(72, 195, 169), List.of()),
                        new TokenLogprob("", -9999, List.of(), List.of())))),
            List.of()),
        read(
            """
            {"content":[{"token":"Hé","logprob":-0.25,"bytes":[72,195,169],"top_logprobs":[
              {"token":"Hé","logprob":-0.25,"bytes":[72,195,169]},
              {"token":"","logprob":-9999,"bytes":null}]}],"refusal":null}\
            """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "7",
        "{\"content\":null}",
        "{\"content\":[7,null,{},{\"token\":\"a\"},{\"token\":3,\"logprob\":1}]}",
        "{\"content\":[{\"token\":\"a\",\"logprob\":null},{\"token\":\"a\",\"logprob\":1e999}]}"
      })
  void whatSaysNothingIsNone(String logprobs) throws Exception {
    assertEquals(Logprobs.NONE, read(logprobs));
  }

  @Test
  void aReplyWithoutThemHasNoListOfItsOwn() throws Exception {
    assertSame(Logprobs.NONE, read("null"));
  }

  private static Logprobs read(String logprobs) throws Exception {
    return Decoding.whole(
            DIALECT,
            "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"},\"logprobs\":"
                + logprobs
                + ",\"finish_reason\":\"stop\"}]}")
        .logprobs();
  }

  /** Cuts both lists in two, as a stream does. */
  private static List<Logprobs> pieces(Logprobs told, Random random) {
    int text = random.nextInt(told.text().size() + 1);
    int refusal = random.nextInt(told.refusal().size() + 1);
    return List.of(
        new Logprobs(told.text().subList(0, text), told.refusal().subList(0, refusal)),
        new Logprobs(
            told.text().subList(text, told.text().size()),
            told.refusal().subList(refusal, told.refusal().size())));
  }

  private static String whole(String text) {
    return WellFormed.text(text);
  }
}
