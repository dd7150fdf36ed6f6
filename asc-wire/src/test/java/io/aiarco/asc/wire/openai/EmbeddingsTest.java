package io.aiarco.asc.wire.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.chat.Embedding;
import io.aiarco.asc.chat.EmbeddingReply;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.ReplyAssembler;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.ClientEmbeddings;
import io.aiarco.asc.wire.ReplyEvents;
import io.aiarco.asc.wire.openai.OpenAiEmbeddings.Flavour;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EmbeddingsTest {
  private static final OpenAiEmbeddings OPENAI = new OpenAiEmbeddings(Flavour.OPENAI);
  private static final EmbeddingRequest TWO =
      EmbeddingRequest.builder().model("m").input("a parcel").input("ein Päckchen").build();

  @Property(tries = 200)
  void anyOrderAndEitherEncodingGiveTheSameReply(
      @ForAll @IntRange(min = 1, max = 12) int inputs,
      @ForAll @IntRange(min = 1, max = 40) int dimensions,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      vectors.add(Embedding.of(anyFloats(random, dimensions)));
    }
    List<String> data = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      float[] values = vectors.get(i).values();
      data.add(item(i, random.nextBoolean() ? quoted(PackedFloats.encode(values)) : list(values)));
    }
    Collections.shuffle(data, random);

    EmbeddingReply reply = decoded(asking(inputs), reply(String.join(",", data)));

    assertEquals(vectors, reply.embeddings());
    assertEquals(Usage.of(7, 0, UsageSource.REPORTED), reply.usage());
  }

  @Property(tries = 200)
  void whatIsServedIsReadBackAlikeInBothEncodings(
      @ForAll @IntRange(min = 1, max = 5) int inputs, @ForAll boolean packed, @ForAll long seed) {
    Random random = new Random(seed);
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      vectors.add(Embedding.of(anyFloats(random, 9)));
    }
    EmbeddingReply reply =
        new EmbeddingReply(null, "m", vectors, Usage.of(3, 0, UsageSource.REPORTED));

    byte[] body = OPENAI.replyBody("m", reply, packed);

    assertEquals(reply, decoded(asking(inputs), text(body)));
  }

  @Example
  void numbersAreWrittenLittleEndian() {
    assertEquals("AACAPwAAAMA=", PackedFloats.encode(new float[] {1, -2}));
  }

  @Example
  void eachFlavourIsAskedInItsWords() {
    EmbeddingRequest request = TWO.toBuilder().dimensions(256).build();
    EmbeddingRequest someone = request.toBuilder().endUser("u").build();

    assertEquals(
        "{\"model\":\"m\",\"input\":[\"a parcel\",\"ein Päckchen\"],\"dimensions\":256,"
            + "\"user\":\"u\",\"encoding_format\":\"base64\"}",
        text(OPENAI.requestBody(someone, "m")));
    assertEquals(
        "{\"model\":\"m\",\"input\":[\"a parcel\",\"ein Päckchen\"],\"output_dimension\":256}",
        text(new OpenAiEmbeddings(Flavour.MISTRAL).requestBody(request, "m")));
    assertEquals(
        "{\"model\":\"m\",\"input\":[\"a parcel\",\"ein Päckchen\"],\"dimensions\":256}",
        text(new OpenAiEmbeddings(Flavour.COMPATIBLE).requestBody(request, "m")));
    assertThrows(
        InvalidRequestException.class,
        () -> new OpenAiEmbeddings(Flavour.MISTRAL).requestBody(someone, "m"));
  }

  @Example
  void furtherFieldsGoAlongUnlessAscDecidesThem() {
    EmbeddingRequest.Builder one = EmbeddingRequest.builder().model("m").input("a");

    one.providerOptions("openai-embeddings", Json.of("{\"truncate_prompt_tokens\":-1}"));
    one.providerOptions("openai-chat", Json.of("{\"x\":1}"));
    assertEquals(
        "{\"model\":\"m\",\"input\":[\"a\"],\"truncate_prompt_tokens\":-1}",
        text(new OpenAiEmbeddings(Flavour.NO_USER).requestBody(one.build(), "m")));
    one.providerOptions("openai-embeddings", Json.of("{\"output_dtype\":\"int8\"}"));
    assertThrows(InvalidRequestException.class, () -> OPENAI.requestBody(one.build(), "m"));
  }

  @Example
  void aLoneSurrogateIsSentAsTheReplacementCharacter() {
    EmbeddingRequest request = EmbeddingRequest.builder().model("m").input("a\uD83D").build();

    assertTrue(text(OPENAI.requestBody(request, "m")).contains("\"a\uFFFD\""));
  }

  @Example
  void whatIsNotOneVectorForEachInputIsMalformed() {
    Map<String, String> wrong =
        Map.ofEntries(
            Map.entry(item(0, "[1]"), "embedding 1: none (expected: one for each of 2 inputs)"),
            Map.entry(
                item(0, "[1]") + "," + item(0, "[1]"),
                "data: index 0 (expected: each of 0 to 1 once)"),
            Map.entry(
                item(0, "[1]") + "," + item(2, "[1]"),
                "data: index 2 (expected: each of 0 to 1 once)"),
            Map.entry(
                item(0, "[1]") + ",{\"embedding\":[1]}",
                "data: index -1 (expected: each of 0 to 1 once)"),
            Map.entry(
                item(0, "[1,2]") + "," + item(1, "[1]"), "embedding 1: 1 numbers (expected: 2)"),
            Map.entry(item(0, "[]"), "embedding 0: 0 numbers (expected: >= 1)"),
            Map.entry(
                item(0, "[1e39]"), "embedding 0: a number that is none (expected: finite ones)"),
            Map.entry(
                item(0, "[null]"), "embedding 0: a number that is none (expected: finite ones)"),
            Map.entry(
                item(0, quoted(PackedFloats.encode(new float[] {Float.NaN}))),
                "embedding 0: a number that is none (expected: finite ones)"),
            Map.entry(
                item(0, quoted("AACAPwA=")),
                "embedding 0: no vector (expected: numbers, or base64 of 32-bit floats)"),
            Map.entry(
                item(0, quoted("!")),
                "embedding 0: no vector (expected: numbers, or base64 of 32-bit floats)"),
            Map.entry(
                item(0, "{}"),
                "embedding 0: no vector (expected: numbers, or base64 of 32-bit floats)"));
    wrong.forEach(
        (data, message) -> {
          ProviderFailure failure = failure(TWO, reply(data));
          assertEquals(FailureClass.MALFORMED, failure.failure(), data);
          assertEquals(message, failure.getMessage(), data);
        });
  }

  @Example
  void otherDimensionsThanAskedForAreMalformed() {
    EmbeddingRequest three = EmbeddingRequest.builder().model("m").input("x").dimensions(3).build();

    assertEquals(
        "embedding 0: 2 numbers (expected: 3)",
        failure(three, reply(item(0, "[1,2]"))).getMessage());
  }

  @Example
  void whatIsNoReplyIsAFailureOfItsKind() {
    assertEquals(FailureClass.MALFORMED, failure(TWO, "null").failure());
    assertEquals(FailureClass.MALFORMED, failure(TWO, "[]").failure());
    assertEquals(FailureClass.MALFORMED, failure(TWO, "{}").failure());
    assertEquals(FailureClass.MALFORMED, failure(TWO, reply("").substring(3)).failure());
    assertEquals(
        FailureClass.RATE_LIMITED,
        failure(TWO, "{\"error\":{\"code\":\"rate_limit_exceeded\"}}").failure());
  }

  @Example
  void figuresThatAreNotThereAreAbsent() {
    String body = "{\"data\":[" + item(0, "[1]") + "," + item(1, "[1]") + "]}";

    assertEquals(Usage.ABSENT, decoded(TWO, body).usage());
  }

  @Example
  void aStreamIsNoReply() {
    String stream = "data: {\"object\":\"list\"}\n\n";

    ProviderFailure failure =
        assertThrows(ProviderFailure.class, () -> read(TWO, stream, "text/event-stream"));

    assertEquals(FailureClass.MALFORMED, failure.failure());
  }

  @Example
  void aClientsRequestIsReadAsItsSdkWritesIt() {
    ClientEmbeddings one =
        asked("{\"input\":\"hi\",\"model\":\"vectors\",\"encoding_format\":\"base64\"}");
    ClientEmbeddings more =
        asked("{\"input\":[\"a\",\"b\"],\"model\":\"vectors\",\"dimensions\":8,\"user\":\"u\"}");

    assertEquals(List.of("hi"), one.request().inputs());
    assertTrue(one.packed());
    assertEquals(List.of("a", "b"), more.request().inputs());
    assertEquals(8, more.request().dimensions().orElseThrow());
    assertEquals("u", more.request().endUser().orElseThrow());
    assertEquals(false, more.packed());
  }

  @Example
  void whatAscWritesItReads() {
    EmbeddingRequest all = TWO.toBuilder().dimensions(5).endUser("u").build();

    ClientEmbeddings read = asked(text(OPENAI.requestBody(all, "m")));

    assertEquals(all.inputs(), read.request().inputs());
    assertEquals(all.dimensions(), read.request().dimensions());
    assertEquals(all.endUser(), read.request().endUser());
    assertEquals(all.model(), read.request().model());
    assertTrue(read.packed());
  }

  @Example
  void anythingElseIsRefusedWithItsPlace() {
    Map<String, String> wrong =
        Map.ofEntries(
            Map.entry("\"input\":[1,2]", "input[0]: a number (expected: text)"),
            Map.entry("\"input\":[[1,2]]", "input[0]: a list of 2 (expected: text)"),
            Map.entry("\"input\":7", "input: a number (expected: a list)"),
            Map.entry("\"input\":[]", "inputs: none (expected: 1 to 2048)"),
            Map.entry("\"input\":\"\"", "inputs[0]: empty (expected: >= 1 character)"),
            Map.entry(
                "\"input\":\"x\",\"encoding_format\":\"int8\"",
                "encoding_format: 4 characters (expected: float, base64)"),
            Map.entry(
                "\"input\":\"x\",\"dimensions\":0",
                "dimensions: a number (expected: a whole number from 1 to 65536)"));
    wrong.forEach(
        (fields, message) ->
            assertEquals(
                message,
                assertThrows(
                        InvalidRequestException.class,
                        () -> asked("{\"model\":\"m\"," + fields + "}"))
                    .getMessage()));
    assertThrows(
        InvalidRequestException.class,
        () -> asked("{\"model\":\"m\",\"input\":\"x\",\"truncate\":true}"));
    assertThrows(InvalidRequestException.class, () -> asked("{\"input\":\"x\"}"));
  }

  private static ClientEmbeddings asked(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return OPENAI.readRequest(bytes, bytes.length);
  }

  private static EmbeddingRequest asking(int inputs) {
    return EmbeddingRequest.builder().model("m").inputs(Collections.nCopies(inputs, "x")).build();
  }

  private static EmbeddingReply decoded(EmbeddingRequest asked, String body) {
    try {
      return read(asked, body, "application/json");
    } catch (ProviderFailure | IOException e) {
      throw new AssertionError(body, e);
    }
  }

  private static ProviderFailure failure(EmbeddingRequest asked, String body) {
    return assertThrows(ProviderFailure.class, () -> read(asked, body, "application/json"), body);
  }

  private static EmbeddingReply read(EmbeddingRequest asked, String body, String type)
      throws ProviderFailure, IOException {
    ReplyAssembler assembler = new ReplyAssembler();
    ReplyEvents events =
        ReplyEvents.of(
            OPENAI.decoder(asked),
            false,
            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
            Optional.of(type));
    for (var event = events.next(); event != null; event = events.next()) {
      assembler.add(event);
    }
    assertTrue(assembler.isEmbedded(asked.inputs().size()));
    return assembler.embeddingReply();
  }

  private static String reply(String data) {
    return "{\"object\":\"list\",\"data\":["
        + data
        + "],\"model\":\"m\",\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}";
  }

  private static String item(int index, String embedding) {
    return "{\"object\":\"embedding\",\"index\":" + index + ",\"embedding\":" + embedding + "}";
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static String list(float[] values) {
    List<String> numbers = new ArrayList<>();
    for (float value : values) {
      numbers.add(Float.toString(value));
    }
    return numbers.toString();
  }

  /** Any bit pattern that is a number. */
  private static float[] anyFloats(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      float any = Float.intBitsToFloat(random.nextInt());
      values[i] = Float.isFinite(any) ? any : i;
    }
    return values;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
