package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.simulator.json.JsonReader;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingsTest {

  @Property(tries = 40)
  void packedVectorsAreThePlainOnes(
      @ForAll @StringLength(min = 1, max = 20) String any,
      @ForAll @IntRange(min = 1, max = 64) int dimensions)
      throws Exception {
    String text = any.replaceAll("[^a-zA-Z ]", "x");
    try (Simulator simulator = Simulator.open()) {
      String rest = "\"dimensions\":" + dimensions + ",\"input\":\"" + text + "\"}";

      Object plain = embedding(send(simulator, "{\"model\":\"m\"," + rest));
      Object packed =
          embedding(send(simulator, "{\"model\":\"m\",\"encoding_format\":\"base64\"," + rest));

      assertArrayEquals(floats((List<?>) plain), floats((String) packed));
      assertEquals(dimensions, ((List<?>) plain).size());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Dialect.class,
      names = {"OPENAI", "VLLM", "MISTRAL", "AZURE_OPENAI", "OLLAMA"})
  void scriptedVectorsAnswerTheInputsInOrder(Dialect dialect) throws Exception {
    try (Simulator simulator = Simulator.builder().dialects(dialect).open()) {
      simulator.reply(Reply.embeddings(new float[] {0.5f, -1f}, new float[] {0.25f}).usage(7, 0));

      HttpResponse<String> answer =
          send(simulator, dialect, "{\"model\":\"m\",\"input\":[\"one\",\"two\"]}");

      assertEquals(
          "{\"object\":\"list\",\"data\":["
              + "{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5,-1.0]},"
              + "{\"object\":\"embedding\",\"index\":1,\"embedding\":[0.25]}],"
              + "\"model\":\"m\",\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}",
          answer.body());
      assertEquals(0, simulator.repliesLeft());
    }
  }

  @Test
  void base64IsOfLittleEndianFloats() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      simulator.reply(Reply.embeddings(new float[] {0.5f, -1f}));

      String body =
          send(simulator, "{\"model\":\"m\",\"encoding_format\":\"base64\",\"input\":\"one\"}")
              .body();

      assertTrue(body.contains("\"embedding\":\"AAAAPwAAgL8=\""), body);
    }
  }

  @Test
  void theSameTextHasTheSameVectorAndAnotherAnother() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      String first = send(simulator, "{\"model\":\"m\",\"input\":\"one\"}").body();
      String again = send(simulator, "{\"model\":\"m\",\"input\":[\"one\"]}").body();
      String other = send(simulator, "{\"model\":\"m\",\"input\":\"two\"}").body();

      assertEquals(first, again);
      assertNotEquals(first, other);
    }
  }

  @Test
  void faultsWorkOnEmbeddingsToo() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      simulator.reply(Reply.failing(Fault.status(503)));

      assertEquals(503, send(simulator, "{\"model\":\"m\",\"input\":\"one\"}").statusCode());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"m\"}",
        "{\"model\":\"m\",\"input\":[]}",
        "{\"model\":\"m\",\"input\":[7,\"x\"]}",
        "{\"input\":\"one\"}",
        "{\"model\":\"m\",\"input\":\"one\",\"encoding_format\":\"hex\"}",
        "{\"model\":\"m\",\"input\":\"one\",\"dimensions\":0}",
        "{\"model\":\"m\",\"input\":\"one\",\"dimensions\":5000}"
      })
  void malformedRequestsAreRefused(String body) throws Exception {
    try (Simulator simulator = Simulator.open();
        Simulator mistral = Simulator.builder().dialects(Dialect.MISTRAL).open()) {
      assertEquals(400, send(simulator, body).statusCode());
      HttpResponse<String> form = send(mistral, Dialect.MISTRAL, body);
      assertEquals(422, form.statusCode());
      assertTrue(form.body().startsWith("{\"detail\":["), form.body());
    }
  }

  private static HttpResponse<String> send(Simulator simulator, String body) throws Exception {
    return send(simulator, Dialect.OPENAI, body);
  }

  private static HttpResponse<String> send(Simulator simulator, Dialect dialect, String body)
      throws Exception {
    String path =
        dialect == Dialect.AZURE_OPENAI
            ? "/openai/deployments/m/embeddings?api-version=2024-10-21"
            : "/v1/embeddings";
    return Client.send(
        HttpRequest.newBuilder(simulator.baseUrl().resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static Object embedding(HttpResponse<String> answer) throws Exception {
    Map<?, ?> list = (Map<?, ?>) JsonReader.read(answer.body().getBytes(StandardCharsets.UTF_8));
    List<?> data = (List<?>) list.get("data");
    if (data == null) {
      throw new AssertionError("data: absent from " + answer.body());
    }
    Object embedding = ((Map<?, ?>) data.get(0)).get("embedding");
    if (embedding == null) {
      throw new AssertionError("embedding: absent from " + answer.body());
    }
    return embedding;
  }

  private static float[] floats(List<?> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((BigDecimal) numbers.get(i)).floatValue();
    }
    return floats;
  }

  private static float[] floats(String packed) {
    byte[] bytes = Base64.getDecoder().decode(packed);
    float[] floats = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }
}
